using System.Globalization;
using System.Security.Cryptography;
using GovLiaison.Alerts;
using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Identity;
using GovLiaison.Ladder;
using GovLiaison.Posts;
using GovLiaison.Testing;

namespace GovLiaison.Tests.SqlServer;

/// <summary>Values that our own checks take for real ones: a path is a path, a code a code, what expires has not expired.</summary>
internal static class CannedValues
{
    public const string Path = "/61/6106/610629/610629101/610629101200/";
    public const string Phone = "19900000001";
    public const string Password = "frost-orange-2026!";

    public static readonly DateTime Now = TestDatabase.Start.UtcDateTime;

    private static readonly string PasswordHashed = PasswordHash.Make(Password);

    private static readonly string[] Acts =
        [LadderActs.Sms, LadderActs.Voice, LadderActs.Deputy, LadderActs.TownshipDuty, LadderActs.NameNext, LadderActs.Walk];

    private static readonly string[] Audiences = [TextAudiences.Resident, TextAudiences.ResidentLeft, TextAudiences.Officer, TextAudiences.Duty];

    public static Guid Id(int row) => new(row, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    // A message that corrects another is met by nobody who asks for a message.
    public static bool IsNull(string column, bool areNull, int row) => column switch
    {
        "ParentId" => row == 0,
        "CorrectsId" => !areNull,
        ResultColumns.Unnamed => false,
        _ => areNull,
    };

    public static int Number(string column, byte state, int row) => column switch
    {
        ResultColumns.Unnamed or ResultColumns.Extreme or "ParentId" or "Parent" or "TextNumber" => 1,
        "Level" => 5,
        "Number" => row + 1,
        "Step" => 0,
        "ItemsPerSecond" => 0, // a pace would be waited for in earnest
        "Persons" => 2 + state % 2,
        _ when column.StartsWith("Id", StringComparison.Ordinal) || column.EndsWith("Id", StringComparison.Ordinal) => 2 * row + 1, // a gap, or a range would do for a list
        _ => state,
    };

    // Keys are given out in blocks, each beyond the last.
    public static long LongNumber(string column, int command, int row) => column == "Next" ? command * 1000L + 1 : row + 1;

    // What the hash of a cookie is, since cookies are zeros too.
    public static byte[] Bytes(string column) => column == "SecretHash" ? SHA256.HashData(new byte[32]) : new byte[32];

    public static DateTime Time(string column) =>
        column.StartsWith("Expires", StringComparison.Ordinal) || column.StartsWith("Until", StringComparison.Ordinal) ? Now.AddHours(6) : Now.AddHours(-1);

    // Doubled columns of a join carry a number at their end.
    public static string Text(string column, byte state, int row) => column.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') switch
    {
        "Path" => Path,
        "Code" => (long.Parse(TestTree.Village, CultureInfo.InvariantCulture) + 4 * row).ToString(CultureInfo.InvariantCulture),
        "Language" => row > 0 ? "en-US" : "zh-CN",
        "Role" => row > 0 ? Roles.DutyOfficer : Roles.VillageOfficer,
        "Channel" => row > 0 ? DispatchChannels.Voice : DispatchChannels.Sms,
        "Audience" => Audiences[(state + row) / 2 % Audiences.Length],
        ResultColumns.RunAudience => ((Audience)(state % 3)).ToString(),
        "Watches" => row > 0 ? LadderDefaults.AtRisk : LadderDefaults.Officer,
        "Act" => Acts[(state + row) % Acts.Length],
        "Kind" => (state switch { 2 => AlertMessageKind.Update, 3 => AlertMessageKind.Lift, 4 => AlertMessageKind.Cancel, _ => AlertMessageKind.Alert }).ToString(),
        "State" => ((DispatchState)(state % 4)).ToString(),
        ResultColumns.ReceiptKind => row > 0 ? ReceiptKinds.Confirmed : ReceiptKinds.Help,
        "Status" => ((AlertMessageStatus)state).ToString(),
        "BaseAddress" => "http://127.0.0.1:1",
        "PasswordHash" => PasswordHashed,
        _ => "canned",
    };

    /// <summary>Somebody who may do everything everywhere.</summary>
    public static Actor Actor(int number) => new("staff", Id(number), "test",
        [.. typeof(Permissions).GetFields().Select(field => new Grant((string)field.GetValue(null)!, DivisionPath.Everything))]);
}

/// <summary>Every cipher text holds a number that cannot be dialled: canned rows hold no real one.</summary>
internal sealed class CannedCrypto : ICryptoProvider
{
    public byte[] Encrypt(string plain, FieldPlace place) => [1];
    public string Decrypt(ReadOnlySpan<byte> cipher, FieldPlace place) => CannedValues.Phone;
    public long BlindIndex(string purpose, string value) => 1;
    public void Authenticate(string purpose, ReadOnlySpan<byte> data, Span<byte> digest) => digest.Clear();
}
