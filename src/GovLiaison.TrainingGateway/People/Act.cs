using System.Text;

namespace GovLiaison.TrainingGateway.People;

internal enum ActKind : byte
{
    SmsReceipt,
    SmsReply,
    SmsOpen,
    VoiceCall,
    CardOpen,
    Mark,
}

/// <summary>
/// Something a person or a network will do. The facts are packed as UTF-8: a million pending acts must fit beside the
/// million keys.
/// </summary>
internal readonly record struct Act(ActKind Kind, DateTime Due, byte[] Facts)
{
    public bool VisitsPages => Kind is ActKind.SmsOpen or ActKind.CardOpen or ActKind.Mark;

    public static Act Of(ActKind kind, DateTime due, string key, string to, string rest) =>
        new(kind, due, Encoding.UTF8.GetBytes($"{key}\n{to}\n{rest}"));

    /// <summary>Key of the message, address of the person, and what the kind needs: link, seconds, number of the door.</summary>
    public (string Key, string To, string More) Unpack()
    {
        var parts = Encoding.UTF8.GetString(Facts).Split('\n', 3);
        return (parts[0], parts[1], parts[2]);
    }

    public Act Next(ActKind kind, TimeSpan delay, string? rest = null)
    {
        var (key, to, old) = Unpack();
        return Of(kind, Due + delay, key, to, rest ?? old);
    }
}
