using GovLiaison.Data;

namespace GovLiaison.Tests.Data;

public sealed class WriteLaneTests
{
    [Fact]
    public async Task Enter_WhenFreeAgain_ComesAtOnce()
    {
        var lane = new WriteLane();
        (await lane.EnterAsync(WritePriority.Background, CancellationToken.None)).Dispose();

        var turn = lane.EnterAsync(WritePriority.Background, CancellationToken.None);

        Assert.True(turn.IsCompletedSuccessfully);
        (await turn).Dispose();
    }

    [Fact]
    public async Task Enter_WhenTaken_LetsAnswersBeforeTheConsoleBeforeTheEngine()
    {
        var lane = new WriteLane();
        var order = new List<string>();
        var held = await lane.EnterAsync(WritePriority.Background, CancellationToken.None);

        var all = Task.WhenAll(
            PassAsync(lane, WritePriority.Background, "engine 1", order),
            PassAsync(lane, WritePriority.Console, "console 1", order),
            PassAsync(lane, WritePriority.Answer, "answer 1", order),
            PassAsync(lane, WritePriority.Background, "engine 2", order),
            PassAsync(lane, WritePriority.Answer, "answer 2", order));
        held.Dispose();
        await all;

        Assert.Equal(["answer 1", "answer 2", "console 1", "engine 1", "engine 2"], order);
    }

    [Fact]
    public async Task Enter_InAStormOfAnswers_LetsConsoleAndEngineInBetween()
    {
        var lane = new WriteLane();
        var order = new List<string>();
        var held = await lane.EnterAsync(WritePriority.Answer, CancellationToken.None);

        var all = Task.WhenAll(
            Enumerable.Range(0, 40).Select(_ => PassAsync(lane, WritePriority.Answer, "answer", order))
                .Append(PassAsync(lane, WritePriority.Console, "console", order))
                .Append(PassAsync(lane, WritePriority.Background, "engine", order)));
        held.Dispose();
        await all;

        Assert.InRange(order.IndexOf("console"), 1, 5);
        Assert.InRange(order.IndexOf("engine"), 6, 14);
    }

    [Fact]
    public async Task Enter_GivenUpWhileWaiting_DoesNotHoldTheLane()
    {
        var lane = new WriteLane();
        using var given = new CancellationTokenSource();
        var held = await lane.EnterAsync(WritePriority.Console, CancellationToken.None);
        var waiting = lane.EnterAsync(WritePriority.Answer, given.Token).AsTask();

        await given.CancelAsync();
        var exception = await Record.ExceptionAsync(() => waiting);
        held.Dispose();

        Assert.IsAssignableFrom<OperationCanceledException>(exception);
        (await lane.EnterAsync(WritePriority.Background, CancellationToken.None)).Dispose();
    }

    private static async Task PassAsync(WriteLane lane, WritePriority priority, string who, List<string> order)
    {
        using (await lane.EnterAsync(priority, CancellationToken.None)) order.Add(who);
    }
}
