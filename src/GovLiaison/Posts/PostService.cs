using GovLiaison.Audit;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Identity;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Posts;

/// <param name="Rank">For officers: 0 is the main one, deputies follow; 0 for all others.</param>
/// <param name="Until">The first day on which it no longer holds; null: open.</param>
public sealed record AppointPerson(Guid PersonId, int DivisionId, string Role, int Rank, DateOnly From, DateOnly? Until);

/// <summary>Gives and ends posts, and with them all rights. Sessions of the person end, so that rights are compiled anew.</summary>
public sealed class PostService(LiaisonDatabase database, AuditTrail audit, TimeProvider clock)
{
    public Task<Result<Guid>> AppointAsync(Actor actor, AppointPerson request, CancellationToken cancellationToken) =>
        database.WriteAsync<Guid>(WritePriority.Console, async db =>
        {
            if (await CheckAsync(db, actor, request, cancellationToken) is { } refusal) return refusal;
            var path = await db.Divisions.Where(row => row.Id == request.DivisionId).Select(row => row.Path).SingleAsync(cancellationToken);
            var post = new Post
            {
                Id = Guid.CreateVersion7(),
                PersonId = request.PersonId,
                DivisionId = request.DivisionId,
                Role = request.Role,
                Rank = request.Rank,
                From = request.From,
                Until = request.Until,
            };
            db.Posts.Add(post);
            await EndSessionsAsync(db, request.PersonId, cancellationToken);
            await audit.RecordAsync(db, actor, "PostGiven", new AuditSubject("Post", post.Id, path), new { post.PersonId, post.Role, post.Rank, post.From, post.Until }, cancellationToken);
            return post.Id;
        }, cancellationToken);

    /// <summary>From today on the post gives no right.</summary>
    public Task<Result<Done>> EndAsync(Actor actor, Guid postId, CancellationToken cancellationToken) =>
        database.WriteAsync<Done>(WritePriority.Console, async db =>
        {
            var post = await db.Posts.SingleOrDefaultAsync(row => row.Id == postId, cancellationToken);
            if (post is null) return Refusal.NotFound;
            var path = await db.Divisions.Where(row => row.Id == post.DivisionId).Select(row => row.Path).SingleAsync(cancellationToken);
            if (actor.Require(Permissions.ManageRights, path) is { } refusal) return refusal;
            var today = clock.BeijingToday();
            if (post.Until <= today) return PostRefusals.PostEndedAlready;
            // a post that has not begun never holds
            post.Until = post.From > today ? post.From : today;
            await EndSessionsAsync(db, post.PersonId, cancellationToken);
            await audit.RecordAsync(db, actor, "PostEnded", new AuditSubject("Post", post.Id, path), new { post.PersonId, post.Role, post.Until }, cancellationToken);
            return default(Done);
        }, cancellationToken);

    private async Task<Refusal?> CheckAsync(LiaisonDbContext db, Actor actor, AppointPerson request, CancellationToken cancellationToken)
    {
        var division = await db.Divisions.Where(row => row.Id == request.DivisionId).Select(row => new { row.Path, row.IsVillage }).SingleOrDefaultAsync(cancellationToken);
        if (division is null) return Refusal.NotFound;
        if (actor.Require(Permissions.ManageRights, division.Path) is { } refusal) return refusal;
        if (request.PersonId == actor.PersonId) return PostRefusals.OwnPost;
        if (Roles.PermissionsOf(request.Role).Count == 0) return PostRefusals.RoleUnknown;
        var isOfficer = string.Equals(request.Role, Roles.VillageOfficer, StringComparison.Ordinal);
        if (isOfficer != division.IsVillage || request.Rank < 0 || !isOfficer && request.Rank != 0) return PostRefusals.RoleOutOfPlace;
        if (request.Until <= request.From || request.Until <= clock.BeijingToday()) return PostRefusals.PostDaysWrong;
        if (!await db.Persons.AnyAsync(row => row.Id == request.PersonId && row.IsActive, cancellationToken)) return Refusal.NotFound;
        // one key taken by every appointment: two that exclude each other cannot both look before the other has written
        await db.AllotAsync("appointments", 1, cancellationToken);
        return await CheckOthersAsync(db, request, isOfficer, cancellationToken);
    }

    private static async Task<Refusal?> CheckOthersAsync(LiaisonDbContext db, AppointPerson request, bool isOfficer, CancellationToken cancellationToken)
    {
        var sameDays = db.Posts.Where(row => row.Until == null || row.Until > request.From);
        if (request.Until is { } until) sameDays = sameDays.Where(row => row.From < until);
        if (Roles.Administrators.Contains(request.Role))
        {
            var others = Roles.Administrators.Where(role => !string.Equals(role, request.Role, StringComparison.Ordinal)).ToArray();
            if (await sameDays.AnyAsync(row => row.PersonId == request.PersonId && others.Contains(row.Role), cancellationToken))
                return PostRefusals.AdministratorsExclude;
        }
        return isOfficer && await sameDays.AnyAsync(row => row.DivisionId == request.DivisionId && row.Role == Roles.VillageOfficer && row.Rank == request.Rank, cancellationToken)
            ? PostRefusals.PostTaken
            : null;
    }

    private static Task<int> EndSessionsAsync(LiaisonDbContext db, Guid personId, CancellationToken cancellationToken)
    {
        var stamp = AccountService.NewStamp();
        return db.StaffAccounts.Where(row => row.PersonId == personId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Stamp, stamp), cancellationToken);
    }
}
