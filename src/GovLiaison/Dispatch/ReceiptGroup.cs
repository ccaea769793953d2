using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Posts;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

/// <summary>One answer of a group, what it is about and what became of it.</summary>
internal sealed class ReceiptGroupMember(RecordReceipt receipt, long key, DateTime at)
{
    public RecordReceipt Receipt => receipt;
    public long Key => key;
    public DateTime At => at;
    public Recipient? Recipient { get; set; }

    /// <summary>Who is asked for several villages or rooms is one person: what he answers for one he has read for all.</summary>
    public IReadOnlyList<Recipient> Own { get; set; } = [];

    public long? ListedHouseholdId { get; set; }
    public int DivisionId { get; set; }
    public bool IsNew { get; set; }
    public Result<bool> Result { get; set; } = Refusal.NotFound;
    public bool IsAnswer => receipt.Kind is ReceiptKinds.Confirmed or ReceiptKinds.Help or ReceiptKinds.Listened;
}

/// <summary>The answers to one dispatch, inside the caller's transaction.</summary>
internal sealed class ReceiptGroup(LiaisonDbContext db, IStoreDialect dialect, ICryptoProvider crypto, long dispatchId, IReadOnlyList<ReceiptGroupMember> members)
{
    private const int MostPerQuery = 500;

    private readonly TallyChanges _tallies = new(db, dialect, dispatchId);

    // one instant for all marks: members of a group lie milliseconds apart, replayed ones a second
    private readonly DateTime _at = members[0].At;

    public async Task RecordAsync(CancellationToken cancellationToken)
    {
        var found = await FindAsync(cancellationToken);
        if (found.Count == 0) return;
        await _tallies.TakeAsync(found.SelectMany(member => member.Own.Select(row => row.DivisionId).Append(member.DivisionId)), cancellationToken);
        await new ReceiptRows(db, dialect, crypto, dispatchId).AddAsync(found, cancellationToken);
        await RaiseAsync(found, cancellationToken);
        await AskForHelpAsync(found, cancellationToken);
        await MarkAsync(found, cancellationToken);
        await _tallies.WriteAsync(cancellationToken);
    }

    /// <summary>Those whose recipient, household and place are of this dispatch; the others stay refused.</summary>
    private async Task<List<ReceiptGroupMember>> FindAsync(CancellationToken cancellationToken)
    {
        // asked for by key alone: with the dispatch in the condition a planner may walk through all of the dispatch
        var recipients = (await ByIdAsync(db.Recipients, members.Select(member => member.Receipt.RecipientId), cancellationToken)).ToDictionary(row => row.Id);
        foreach (var member in members)
        {
            member.Recipient = member.Receipt.RecipientId is { } id ? recipients.GetValueOrDefault(id) : null;
            member.ListedHouseholdId = member.Receipt.ListedHouseholdId ?? member.Recipient?.ListedHouseholdId;
        }
        var places = (await PlacesAsync(cancellationToken)).ToDictionary(place => place.ListedHouseholdId);
        var found = new List<ReceiptGroupMember>(members.Count);
        foreach (var member in members)
        {
            var place = member.ListedHouseholdId is { } id ? places.GetValueOrDefault(id) : null;
            if (member.Receipt.RecipientId is not null && member.Recipient is null || member.ListedHouseholdId is not null && place is null) continue;
            if ((place?.VillageId ?? member.Recipient?.DivisionId ?? member.Receipt.VillageId) is not { } divisionId) continue;
            member.DivisionId = divisionId;
            member.Own = member.Recipient is { } self ? [self] : [];
            found.Add(member);
        }
        await JoinPersonsAsync(found, cancellationToken);
        return found;
    }

    private async Task<List<Recipient>> ByIdAsync(IQueryable<Recipient> recipients, IEnumerable<long?> wanted, CancellationToken cancellationToken)
    {
        var ids = wanted.OfType<long>().Distinct().Order().ToArray();
        if (ids.Length == 0) return [];
        var rows = await recipients.AsNoTracking().Where(row => EF.Parameter(ids).Contains(row.Id)).ToListAsync(cancellationToken);
        return rows.FindAll(row => row.DispatchId == dispatchId);
    }

    private async Task<List<ListedPlace>> PlacesAsync(CancellationToken cancellationToken)
    {
        var ids = members.Select(member => member.ListedHouseholdId).OfType<long>().Distinct().Order().ToArray();
        if (ids.Length == 0) return [];
        var rows = await db.ListedHouseholds.AsNoTracking().Where(row => EF.Parameter(ids).Contains(row.Id))
            .Select(row => new { row.Id, row.DispatchId, row.VillageId }).ToListAsync(cancellationToken);
        return [.. rows.Where(row => row.DispatchId == dispatchId).Select(row => new ListedPlace(row.Id, row.VillageId))];
    }

    private async Task JoinPersonsAsync(List<ReceiptGroupMember> found, CancellationToken cancellationToken)
    {
        var persons = found.Select(member => member.Recipient?.PersonId).OfType<Guid>().Distinct().ToArray();
        if (persons.Length == 0) return;
        var rows = await db.Recipients.AsNoTracking().Where(row => row.PersonId != null && EF.Parameter(persons).Contains(row.PersonId.Value) && row.DispatchId == dispatchId).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        var own = rows.ToLookup(row => row.PersonId!.Value);
        foreach (var member in found)
            if (member.Recipient?.PersonId is { } person) member.Own = [.. own[person]];
    }

    // Of several answers about a household the strongest decides.
    private async Task RaiseAsync(List<ReceiptGroupMember> found, CancellationToken cancellationToken)
    {
        var raised = found.Where(member => member.IsNew && member.ListedHouseholdId is not null && ReceiptKinds.EvidenceOf(member.Receipt.Kind) is not null)
            .GroupBy(member => member.ListedHouseholdId!.Value, (listedId, about) => (Place: new ListedPlace(listedId, about.First().DivisionId),
                To: about.Max(member => ReceiptKinds.EvidenceOf(member.Receipt.Kind)!.Value)));
        foreach (var strength in raised.GroupBy(row => row.To, row => row.Place).OrderBy(strength => strength.Key))
            await HouseholdEvidence.RaiseAsync(db, _tallies, strength, strength.Key, _at, dialect, cancellationToken);
    }

    // Who asks after his request was closed needs somebody again; until it is closed, asking again is the same request.
    private async Task AskForHelpAsync(List<ReceiptGroupMember> found, CancellationToken cancellationToken)
    {
        var asking = found.FindAll(member => member.Receipt.Kind == ReceiptKinds.Help && member.ListedHouseholdId is not null);
        if (asking.Count == 0) return;
        await using var statement = new PreparedStatement(db, """
            UPDATE "ListedHouseholds" SET "HelpAskedAt" = @p0, "HelpTakenBy" = NULL, "HelpTakenAt" = NULL, "HelpClosedAt" = NULL
            WHERE "Id" = @p1 AND ("HelpAskedAt" IS NULL OR "HelpClosedAt" IS NOT NULL)
            """, dialect.TimeValue(_at), 0L);
        foreach (var member in asking)
        {
            if (await statement.RunAsync([dialect.TimeValue(member.At), member.ListedHouseholdId!.Value], cancellationToken) != 1) continue;
            _tallies.Help(member.DivisionId, waiting: 1, taken: 0);
            member.Result = true;
        }
    }

    private async Task MarkAsync(List<ReceiptGroupMember> found, CancellationToken cancellationToken)
    {
        foreach (var part in Ids(found.Where(member => member.Receipt.Kind == ReceiptKinds.Opened)))
            await db.Recipients.Where(row => EF.Parameter(part).Contains(row.Id) && row.OpenedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.OpenedAt, _at), cancellationToken);
        foreach (var part in Ids(found.Where(member => member.IsAnswer)))
            await db.Recipients.Where(row => EF.Parameter(part).Contains(row.Id) && row.AnsweredAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.AnsweredAt, _at), cancellationToken);
        foreach (var part in (await SpokenForAsync(found, cancellationToken)).Distinct().Order().Chunk(MostPerQuery))
            await Villages(part).Where(row => row.OfficerAnsweredAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.OfficerAnsweredAt, _at), cancellationToken);
        foreach (var part in found.Where(member => member.IsNew && member.Receipt.Kind == ReceiptKinds.ToldInGroup).Select(member => member.DivisionId).Distinct().Order().Chunk(MostPerQuery))
            await Villages(part).Where(row => row.ToldInGroupAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.ToldInGroupAt, _at), cancellationToken);
    }

    // An update also goes to those who were told and have left the post since: their answer is their own.
    private async Task<List<int>> SpokenForAsync(List<ReceiptGroupMember> found, CancellationToken cancellationToken)
    {
        var own = found.Where(member => member.IsAnswer).SelectMany(member => member.Own).ToList();
        var villages = own.Where(row => row.Kind == RecipientKind.Officer).Select(row => row.DivisionId).ToList();
        var deputies = own.Where(row => row.Kind == RecipientKind.Deputy && row.PersonId is not null).DistinctBy(row => row.Id).ToList();
        if (deputies.Count == 0) return villages;
        var today = DateOnly.FromDateTime(_at.AddHours(8));
        var persons = deputies.Select(row => row.PersonId!.Value).Distinct().ToArray();
        var posts = (await db.Posts.Where(post => EF.Parameter(persons).Contains(post.PersonId) && post.Role == Roles.VillageOfficer
                && post.From <= today && (post.Until == null || post.Until > today))
            .Select(post => new { post.PersonId, post.DivisionId }).ToListAsync(cancellationToken)).Select(post => (post.PersonId, post.DivisionId)).ToHashSet();
        villages.AddRange(deputies.Where(row => posts.Contains((row.PersonId!.Value, row.DivisionId))).Select(row => row.DivisionId));
        return villages;
    }

    private IQueryable<VillageTally> Villages(int[] ids) => db.VillageTallies.Where(row => row.DispatchId == dispatchId && EF.Parameter(ids).Contains(row.VillageId));

    private static IEnumerable<long[]> Ids(IEnumerable<ReceiptGroupMember> marked) =>
        marked.SelectMany(member => member.Own).Select(row => row.Id).Distinct().Order().Chunk(MostPerQuery);
}
