using GovLiaison.Audit;
using GovLiaison.Common;
using GovLiaison.Data;

namespace GovLiaison.Alerts;

/// <summary>Writes down who did what: the decision for readers of the alert, the audit row for everybody who may doubt it.</summary>
internal sealed class AlertTrail(AuditTrail audit)
{
    public Task RecordAsync(LiaisonDbContext db, Actor actor, string act, Alert alert, object detail, CancellationToken cancellationToken) =>
        audit.RecordAsync(db, actor, act, new AuditSubject("alert", alert.Id, alert.Path), detail, cancellationToken);

    /// <summary>A step on the way to the signature and after it. Reasons are free text and stay out of the audit trail, but for that of a stop (ADR 0012).</summary>
    public async Task DecideAsync(LiaisonDbContext db, Actor actor, AlertContent content, AlertStep step, object detail, CancellationToken cancellationToken)
    {
        db.AlertDecisions.Add(new AlertDecision
        {
            Id = Guid.CreateVersion7(),
            MessageId = content.Message.Id,
            Kind = step.Kind,
            ByPersonId = actor.PersonId ?? throw new InvalidOperationException("Only a person decides"),
            At = step.At,
            Reason = step.Reason,
            MessageVersion = step.Version,
        });
        await RecordAsync(db, actor, step.Act, content.Alert, detail, cancellationToken);
    }
}

/// <param name="Kind">See <see cref="AlertDecision.Kind"/>.</param>
/// <param name="Act">The same in the words of the audit trail.</param>
/// <param name="Version">The version that was decided on.</param>
internal readonly record struct AlertStep(string Kind, string Act, DateTime At, long Version, string Reason = "");
