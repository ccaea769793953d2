using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Posts;

/// <summary>Who stands behind a session now, with the rights of today; null when the session is over.</summary>
public sealed class ActorQueries(LiaisonDatabase database, GrantCompiler grants)
{
    public Task<Actor?> OfSessionAsync(Guid accountId, string stamp, string session, CancellationToken cancellationToken) =>
        database.ReadAsync(async db =>
        {
            var personId = await db.StaffAccounts.Where(row => row.Id == accountId && row.Stamp == stamp && !row.IsDisabled)
                .Select(row => (Guid?)row.PersonId).SingleOrDefaultAsync(cancellationToken);
            return personId is null ? null : new Actor("staff", personId, session, await grants.CompileAsync(db, personId.Value, cancellationToken));
        }, cancellationToken);
}
