using System.Data.Common;
using GovLiaison.Data;
using GovLiaison.Testing;

namespace GovLiaison.Tests.Data;

/// <summary>A page waits for a store that hangs no longer than for one that is new to it.</summary>
public sealed class PreparedReadsTests
{
    private const string One = "SELECT 1 WHERE 1 = @p0";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task First_WhileTheStoreHangs_AsksTwiceHoweverManyConnectionsLieIdle(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        var reads = database.Get<PreparedReads>();
        using var both = new Barrier(2);
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => AskAsync(reads, () => both.SignalAndWait()))));
        var asked = 0;

        await Assert.ThrowsAsync<Hangs>(() => AskAsync(reads, () => throw new Hangs(++asked)));

        Assert.Equal(2, asked);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task First_OnAConnectionThatDiedWhileItLayIdle_AnswersFromAFreshOne(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        var reads = database.Get<PreparedReads>();
        await AskAsync(reads, () => { });
        var asked = 0;

        var answer = await AskAsync(reads, () =>
        {
            if (++asked == 1) throw new Hangs(asked);
        });

        Assert.Equal(1, answer);
        Assert.Equal(2, asked);
    }

    private static Task<int> AskAsync(PreparedReads reads, Action meanwhile) => reads.FirstAsync(One, row =>
    {
        meanwhile();
        return row.GetInt32(0);
    }, TestContext.Current.CancellationToken, 1);

    private sealed class Hangs(int time) : DbException($"Asked for the {time}. time");
}
