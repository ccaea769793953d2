using System.Globalization;
using System.Security.Cryptography;
using GovLiaison.Common;
using Microsoft.Extensions.Options;

namespace GovLiaison.Dispatch;

/// <summary>Addresses and links of a batch, made in memory for the time of a request.</summary>
public sealed class DeliveryAddresses(ICryptoProvider crypto, LinkToken links, IOptions<DispatchOptions> options)
{
    private readonly string _public = options.Value.PublicAddress.ToString().TrimEnd('/');

    /// <summary>Null with the reason where nothing can be sent to: one field that cannot be read must not silence its whole batch.</summary>
    internal string? Find(PendingDelivery delivery, string channel, out string fault)
    {
        fault = "no-address";
        try
        {
            return Of(delivery, channel);
        }
        catch (CryptographicException)
        {
            fault = "unreadable-address";
            return null;
        }
    }

    private string? Of(PendingDelivery delivery, string channel) =>
        string.Equals(channel, DispatchChannels.WeCom, StringComparison.Ordinal) ? delivery.WeComUserId
        : delivery.ContactCipher is { } contact ? crypto.Decrypt(contact, PersonalFields.ContactValue(delivery.ContactPointId!.Value))
        : delivery.PhoneCipher is { } phone ? crypto.Decrypt(phone, PersonalFields.PersonPhone(delivery.PersonId!.Value))
        : null;

    /// <summary>A link as residents get it, of nobody: texts are counted with the length that is really sent.</summary>
    public string SampleLink => ResidentLink(0);

    internal string LinkOf(PendingDelivery delivery) => delivery.Kind == RecipientKind.Resident
        ? ResidentLink(delivery.RecipientId)
        : $"{_public}/o/enter/{links.For(LinkPurposes.Officer, delivery.RecipientId)}";

    private string ResidentLink(long recipientId) => $"{_public}/r/{links.For(LinkPurposes.Resident, recipientId)}";
}

/// <summary>What a link opens; the number in it is the recipient's.</summary>
public static class LinkPurposes
{
    public const string Resident = "resident";
    public const string Officer = "officer";
}

/// <summary>The idempotency key of a delivery as suppliers see it, and as their receipts bring it back.</summary>
public static class DeliveryKey
{
    public static string Format(long id) => string.Create(CultureInfo.InvariantCulture, $"gl{id:x}");

    public static long? Parse(string key) =>
        key.StartsWith("gl", StringComparison.Ordinal) && long.TryParse(key.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id) ? id : null;
}
