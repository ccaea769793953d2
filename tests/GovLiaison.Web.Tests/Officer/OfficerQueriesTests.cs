using GovLiaison.Dispatch;
using GovLiaison.Reach;
using GovLiaison.Web.Tests.Reach;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Web.Tests.Officer;

public sealed class OfficerQueriesTests
{
    [Fact]
    public async Task Running_AmongManyOfOthers_HoldsHisOwn()
    {
        await using var scene = await TrackScene.CreateAsync();
        var officer = await scene.Database.ReadAsync(db => db.Recipients.Where(row => row.DispatchId == scene.Dispatch && row.PersonId != null).Select(row => row.PersonId!.Value).FirstAsync());
        await scene.Database.WriteAsync(db =>
        {
            for (var n = 1; n <= 60; n++) db.DispatchRuns.Add(Elsewhere(scene.Dispatch + n, scene.Database.Clock.GetUtcNow().UtcDateTime));
            return Task.CompletedTask;
        });

        var running = await scene.Database.Get<OfficerQueries>().InForceAsync(new OfficerSeat(scene.Author, Guid.Empty, officer, "", [], []), TrackScene.Token);

        Assert.Equal([scene.Dispatch], running.Select(row => row.DispatchId));
    }

    private static DispatchRun Elsewhere(long id, DateTime now) => new()
    {
        Id = id, SubjectKind = "alert", SubjectId = Guid.CreateVersion7(), MatterId = Guid.CreateVersion7(), Lane = 0, AsksForAnswer = true, IsTraining = false,
        StartedAt = now, ExpiresAt = now.AddHours(1), State = DispatchState.Running, Digest = new byte[32], Audience = Audience.Area,
    };
}
