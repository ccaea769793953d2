using System.Text.Json;
using GovLiaison.Common;
using GovLiaison.Data;

namespace GovLiaison.Audit;

/// <summary>Writes audit rows into the caller's transaction: act and row commit together, or neither does.</summary>
public sealed class AuditTrail(TimeProvider clock)
{
    public async Task RecordAsync(LiaisonDbContext db, Actor actor, string act, AuditSubject subject, object? detail, CancellationToken cancellationToken) =>
        db.AuditEntries.Add(new AuditEntry
        {
            Id = await db.AllotAsync("audit", 1, cancellationToken),
            At = clock.UtcNow(),
            ActorKind = actor.Kind,
            ActorId = actor.PersonId,
            Session = actor.Session,
            Act = act,
            SubjectKind = subject.Kind,
            SubjectId = subject.Id,
            Path = subject.Path,
            Detail = detail is null ? "" : JsonSerializer.Serialize(detail),
        });
}

/// <summary>What an audit row is about.</summary>
public readonly record struct AuditSubject(string Kind, string Id, string Path)
{
    public AuditSubject(string kind, Guid id, string path) : this(kind, id.ToString("N"), path) { }
}
