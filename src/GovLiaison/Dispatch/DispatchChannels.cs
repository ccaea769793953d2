namespace GovLiaison.Dispatch;

/// <summary>The channels that the way of an alert itself asks for; others join as endpoints and adapters.</summary>
public static class DispatchChannels
{
    public const string WeCom = "wecom";
    public const string Sms = "sms";
    public const string Voice = "voice";
}
