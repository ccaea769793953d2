using GovLiaison.Audit;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;

namespace GovLiaison.Alerts;

/// <summary>Every change of an alert, each one transaction with its audit row. The verbs stand in files of their own.</summary>
public sealed class AlertService
{
    private readonly LiaisonDatabase _database;
    private readonly AlertDrafting _drafting;
    private readonly AlertFollowUp _followUp;
    private readonly AlertDeletion _deletion;
    private readonly AlertApproval _approval;
    private readonly AlertSigning _signing;
    private readonly AlertRelease _release;

    public AlertService(LiaisonDatabase database, AuditTrail audit, DispatchService dispatch, ICryptoProvider crypto, TimeProvider clock)
    {
        var trail = new AlertTrail(audit);
        var sending = new AlertSending(dispatch);
        _database = database;
        _drafting = new AlertDrafting(trail, clock);
        _followUp = new AlertFollowUp(_drafting, crypto, clock);
        _deletion = new AlertDeletion(trail, clock);
        _approval = new AlertApproval(trail, clock);
        _signing = new AlertSigning(sending, trail, clock);
        _release = new AlertRelease(sending, dispatch, trail, clock);
    }

    public Task<Result<DraftedAlert>> DraftAsync(DraftAlert draft, Actor actor, CancellationToken cancellationToken) =>
        WriteAsync(db => _drafting.DraftAsync(db, draft, actor, cancellationToken), cancellationToken);

    /// <summary>Drafts, writes and submits in one transaction: refused, it leaves nothing behind.</summary>
    public Task<Result<DraftedAlert>> SubmitNewAsync(SubmitAlert submit, Actor actor, CancellationToken cancellationToken) => WriteAsync<DraftedAlert>(async db =>
    {
        var drafted = await _drafting.DraftAsync(db, submit.Draft, actor, cancellationToken);
        if (drafted.Refusal is { } notDrafted) return notDrafted;
        var draft = drafted.Value;
        var level = (await db.AlertMessages.FindAsync([draft.MessageId], cancellationToken))!.LevelCode;
        var saved = await _drafting.SaveAsync(db, new SaveAlert(draft.MessageId, draft.Version, level, submit.ExpiresAt, submit.AreaIds, submit.TagIds, submit.Texts), actor, cancellationToken);
        if (saved.Refusal is { } notSaved) return notSaved;
        var submitted = await _approval.SubmitAsync(db, draft.MessageId, saved.Value, actor, cancellationToken);
        return submitted.Refusal is { } refusal ? refusal : draft with { Version = submitted.Value };
    }, cancellationToken);

    /// <summary>Deletes a draft that nobody else saw; one that was ever submitted is given up and stays to be read.</summary>
    public Task<Result<Done>> DeleteDraftAsync(Guid messageId, long version, Actor actor, CancellationToken cancellationToken) =>
        WriteAsync(db => _deletion.DeleteAsync(db, messageId, version, actor, cancellationToken), cancellationToken);

    /// <summary>Begins an update of the last message that went out.</summary>
    public Task<Result<DraftedAlert>> DraftUpdateAsync(Guid alertId, Actor actor, CancellationToken cancellationToken) =>
        WriteAsync(db => _followUp.DraftUpdateAsync(db, alertId, actor, cancellationToken), cancellationToken);

    /// <summary>Begins the all-clear of the last message that went out.</summary>
    public Task<Result<DraftedAlert>> DraftLiftAsync(Guid alertId, Actor actor, CancellationToken cancellationToken) =>
        WriteAsync(db => _followUp.DraftLiftAsync(db, alertId, actor, cancellationToken), cancellationToken);

    /// <summary>Stores a draft as far as it is; answers its new version, the old one when nothing differs.</summary>
    public Task<Result<long>> SaveAsync(SaveAlert save, Actor actor, CancellationToken cancellationToken) =>
        WriteAsync(db => _drafting.SaveAsync(db, save, actor, cancellationToken), cancellationToken);

    /// <summary>Checks everything and hands the message to the signers; answers its new version.</summary>
    public Task<Result<long>> SubmitAsync(Guid messageId, long version, Actor actor, CancellationToken cancellationToken) =>
        WriteAsync(db => _approval.SubmitAsync(db, messageId, version, actor, cancellationToken), cancellationToken);

    /// <summary>收回: the author takes back what nobody has signed yet; answers its new version, which he may change again.</summary>
    public Task<Result<long>> WithdrawAsync(Guid messageId, long version, Actor actor, CancellationToken cancellationToken) =>
        WriteAsync(db => _approval.WithdrawAsync(db, messageId, version, actor, cancellationToken), cancellationToken);

    /// <summary>The second of three people; refused where the policy asks for two.</summary>
    public Task<Result<Done>> ReviewAsync(Guid messageId, long version, Actor actor, CancellationToken cancellationToken) =>
        WriteAsync(db => _approval.ReviewAsync(db, messageId, version, actor, cancellationToken), cancellationToken);

    public Task<Result<long>> ReturnAsync(GiveBack give, Actor actor, CancellationToken cancellationToken) =>
        WriteAsync(db => _approval.ReturnAsync(db, give, actor, cancellationToken), cancellationToken);

    public Task<Result<long>> RejectAsync(GiveBack give, Actor actor, CancellationToken cancellationToken) =>
        WriteAsync(db => _approval.RejectAsync(db, give, actor, cancellationToken), cancellationToken);

    /// <summary>Signs and sends. Whoever calls has asked for the password again.</summary>
    /// <param name="isDanger">People are in danger tonight: lane 0 whatever the level.</param>
    public Task<Result<SentAlert>> SignAsync(Guid messageId, long version, bool isDanger, Actor actor, CancellationToken cancellationToken) =>
        WriteAsync(db => _signing.SignAsync(db, messageId, version, isDanger, actor, cancellationToken), cancellationToken);

    /// <summary>Sends the correction that was signed with the last message, to those who were told.</summary>
    public Task<Result<SentAlert>> ReleaseCorrectionAsync(Guid alertId, Actor actor, CancellationToken cancellationToken) =>
        WriteAsync(db => _release.ReleaseCorrectionAsync(db, alertId, actor, cancellationToken), cancellationToken);

    /// <summary>Stops the sending of the last message; answers how many deliveries had gone out.</summary>
    public Task<Result<int>> StopAsync(Guid alertId, string reason, Actor actor, CancellationToken cancellationToken) =>
        WriteAsync(db => _release.StopAsync(db, alertId, reason, actor, cancellationToken), cancellationToken);

    private Task<Result<T>> WriteAsync<T>(Func<LiaisonDbContext, Task<Result<T>>> work, CancellationToken cancellationToken) =>
        _database.WriteAsync(WritePriority.Console, work, cancellationToken);
}
