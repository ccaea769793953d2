using System.Threading.Channels;
using GovLiaison.Channels;
using GovLiaison.Dispatch;

namespace GovLiaison.Web.Channels;

/// <summary>A supplier's reports; done once they are stored.</summary>
/// <param name="IsTraining">The kind of the endpoint whose secret signed them; null when endpoints of both kinds share it.</param>
public sealed record Reported<T>(IReadOnlyList<T> Items, bool? IsTraining)
{
    private readonly TaskCompletionSource<bool> _stored = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>False when the store could not take them.</summary>
    public Task<bool> Stored => _stored.Task;

    public void Finish(bool stored) => _stored.TrySetResult(stored);
}

/// <summary>What suppliers reported and nobody has stored yet; full queues make suppliers wait.</summary>
public sealed class CallbackQueues
{
    public Channel<Reported<DeliveryReceipt>> Receipts { get; } = Make<DeliveryReceipt>();
    public Channel<Reported<SmsReply>> Replies { get; } = Make<SmsReply>();
    public Channel<Reported<VoiceCall>> Calls { get; } = Make<VoiceCall>();

    private static Channel<Reported<T>> Make<T>() =>
        Channel.CreateBounded<Reported<T>>(new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });
}
