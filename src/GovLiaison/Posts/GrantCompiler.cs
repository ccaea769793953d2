using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Posts;

/// <summary>Turns a person's posts of today into grants: each permission of the role, in the subtree of the post's division.</summary>
public sealed class GrantCompiler(LiaisonDatabase database, TimeProvider clock)
{
    /// <summary>Grants by virtue of every post; an account that is not active has none.</summary>
    public Task<IReadOnlyList<Grant>> CompileAsync(Guid personId, CancellationToken cancellationToken) =>
        database.ReadAsync(db => CompileAsync(db, personId, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<Grant>> CompileAsync(LiaisonDbContext db, Guid personId, CancellationToken cancellationToken)
    {
        var today = clock.BeijingToday();
        var posts = await db.Posts
            .Where(post => post.PersonId == personId && post.From <= today && (post.Until == null || post.Until > today))
            .Where(post => db.Persons.Any(person => person.Id == post.PersonId && person.IsActive))
            .Join(db.Divisions, post => post.DivisionId, division => division.Id, (post, division) => new { post.Role, division.Path })
            .ToListAsync(cancellationToken);
        return [.. posts.SelectMany(post => Roles.PermissionsOf(post.Role).Select(right => new Grant(right, new DivisionPath(post.Path)))).Distinct()];
    }
}
