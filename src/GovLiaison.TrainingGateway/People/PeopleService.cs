using System.Globalization;
using System.Threading.Channels;
using GovLiaison.TrainingGateway.Behaviour;
using GovLiaison.TrainingGateway.Callbacks;
using GovLiaison.TrainingGateway.Clock;
using Microsoft.Extensions.Options;

namespace GovLiaison.TrainingGateway.People;

/// <summary>Carries out what is due: by itself on a real clock, on command on a stepped one.</summary>
internal sealed class PeopleService(
    PeopleQueue queue, Visits visits, CallbackPost callbacks, Behaviours behaviours, WorldClock world, TimeProvider clock, PeopleTally tally,
    Inbox inbox, IOptions<GatewayOptions> options) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);
    private readonly SemaphoreSlim _stepping = new(1, 1);

    /// <summary>Moves the stepped clock and answers, once all of it has happened, how many acts it was.</summary>
    public async Task<long> AdvanceAsync(TimeSpan by, CancellationToken cancellationToken)
    {
        await _stepping.WaitAsync(cancellationToken);
        try
        {
            var target = world.Now + by;
            long done = 0;
            while (queue.NextDue is { } first && first <= target)
            {
                // what falls into one second happens together: people do not wait for each other
                var end = first.AddSeconds(1) < target ? first.AddSeconds(1) : target;
                var window = queue.TakeDue(end, int.MaxValue);
                world.MoveTo(end);
                foreach (var act in window.Where(a => !a.VisitsPages))
                    await ReportAsync(act, cancellationToken);
                await Parallel.ForEachAsync(
                    window.Where(a => a.VisitsPages),
                    new ParallelOptions { MaxDegreeOfParallelism = options.Value.PhonesAtOnce, CancellationToken = cancellationToken },
                    async (act, token) => await VisitAsync(act, token));
                await callbacks.DrainAsync(cancellationToken);
                done += window.Count;
            }

            world.MoveTo(target);
            return done;
        }
        finally
        {
            _stepping.Release();
        }
    }

    public override void Dispose()
    {
        _stepping.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (world.IsStepped)
            return;
        // what waits here was in the queue before: its size is bounded by what was accepted
        var pages = Channel.CreateUnbounded<Act>(new UnboundedChannelOptions { SingleWriter = true });
        var phones = Enumerable.Range(0, options.Value.PhonesAtOnce).Select(_ => VisitAllAsync(pages.Reader, stoppingToken)).ToList();
        using var timer = new PeriodicTimer(Tick, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                while (queue.TakeDue(world.Now, 1000) is { Count: > 0 } due)
                {
                    foreach (var act in due)
                    {
                        if (act.VisitsPages)
                            pages.Writer.TryWrite(act);
                        else
                            await ReportAsync(act, stoppingToken);
                    }
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            pages.Writer.Complete();
            await Task.WhenAll(phones);
        }
    }

    private async Task VisitAllAsync(ChannelReader<Act> acts, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var act in acts.ReadAllAsync(cancellationToken))
                await VisitAsync(act, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the gateway stops: nobody opens anything any more
        }
    }

    private Task VisitAsync(Act act, CancellationToken cancellationToken)
    {
        if (!queue.Mood.Enabled)
            return Task.CompletedTask;
        return act.Kind == ActKind.Mark ? visits.MarkAsync(act, cancellationToken) : visits.OpenLinkAsync(act, cancellationToken);
    }

    private Task ReportAsync(Act act, CancellationToken cancellationToken)
    {
        if (!queue.Mood.Enabled)
            return Task.CompletedTask;
        return act.Kind switch
        {
            ActKind.SmsReceipt => ReportReceiptAsync(act, cancellationToken),
            ActKind.SmsReply => ReportReplyAsync(act, cancellationToken),
            _ => ReportCallAsync(act, cancellationToken),
        };
    }

    private async Task ReportReceiptAsync(Act act, CancellationToken cancellationToken)
    {
        var (key, to, link) = act.Unpack();
        var failure = Temperament.ReceiptFailure(queue.Seed, to);
        tally.Did(failure is null ? "sms delivered" : "sms failed");
        await PostAsync("sms", callbacks.Receipts, new SmsReceipt(key, Id('s', key), failure is null ? "delivered" : "failed", failure ?? "", act.Due), cancellationToken);
        if (failure is not null)
            return;
        var delay = queue.Hurry(Temperament.AnswerDelay(queue.Seed, to));
        var habit = Temperament.Habit(queue.Seed, to);
        if (habit == ResidentHabit.OpensLink && link.Length > 0)
            queue.Add(act.Next(ActKind.SmsOpen, delay));
        else if (habit is ResidentHabit.RepliesReceived or ResidentHabit.OpensLink)
            // without a link whoever would have opened it answers by SMS
            queue.Add(act.Next(ActKind.SmsReply, delay, Temperament.NeedsHelp(queue.Seed, to) ? "2" : "1"));
        else if (habit == ResidentHabit.RepliesHelp)
            queue.Add(act.Next(ActKind.SmsReply, delay, "2"));
    }

    private Task ReportReplyAsync(Act act, CancellationToken cancellationToken)
    {
        var (key, to, text) = act.Unpack();
        tally.Did("sms reply " + text);
        inbox.Did("sms", to, "reply", text);
        var id = string.Create(CultureInfo.InvariantCulture, $"r{Hashes.Of(text, Hashes.Of(key)):x16}");
        return PostAsync("sms", callbacks.Replies, new SmsReply(id, to, "", text, act.Due), cancellationToken);
    }

    private Task ReportCallAsync(Act act, CancellationToken cancellationToken)
    {
        var (key, to, rest) = act.Unpack();
        var total = int.Parse(rest, CultureInfo.InvariantCulture);
        var outcome = Temperament.CallOutcome(queue.Seed, to);
        tally.Did("call " + outcome);
        var listened = outcome is "answered" ? Temperament.SecondsListened(queue.Seed, to, total) : 0;
        var pressed = outcome is "answered" ? Temperament.KeyPressed(queue.Seed, to, listened == total) : null;
        inbox.Did("voice", to, outcome, pressed, listened, total);
        var end = act.Due.AddSeconds(listened);
        return PostAsync("voice", callbacks.Calls, new VoiceCall(key, Id('v', key), outcome, listened, total, pressed, end), cancellationToken);
    }

    private async Task PostAsync<T>(string channel, CallbackQueue<T> to, T report, CancellationToken cancellationToken)
    {
        if (behaviours.Hits(channel, behaviours[channel].DropReceipts))
            return;
        await to.AddAsync(report, cancellationToken);
        if (behaviours.Hits(channel, behaviours[channel].DuplicateReceipts))
            await to.AddAsync(report, cancellationToken);
    }

    private static string Id(char prefix, string key) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}{Hashes.Of(System.Text.Encoding.UTF8.GetBytes(key)):x16}");
}
