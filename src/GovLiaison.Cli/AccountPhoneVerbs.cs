using System.CommandLine;
using System.Globalization;
using GovLiaison.Cli.Shell;
using GovLiaison.Common;
using GovLiaison.Identity;
using GovLiaison.Posts;

namespace GovLiaison.Cli;

/// <summary>Phones of officers: which are bound, and shutting one out that was lost.</summary>
public static class AccountPhoneVerbs
{
    public static Command List(CliSurroundings surroundings)
    {
        var division = new Argument<string>("code") { Description = CliTexts.AccountPhonesDivision };
        return new Command("phones", CliTexts.AccountPhones) { division }.Verb(surroundings, async (call, cancellationToken) =>
        {
            var services = await call.OpenAsync(cancellationToken);
            var listed = await services.GetRequiredService<PhoneQueries>().ListAsync(call.Get(division)!.Trim(), call.Operator, cancellationToken);
            if (listed.Refusal is { } refusal) return call.Output.Refuse(refusal == Refusal.NotFound ? new Refusal("DivisionUnknown", call.Get(division)!) : refusal);
            return call.Output.Answer(
                new { phones = listed.Value.Rows, listed.Value.Total },
                [
                    .. listed.Value.Rows.Select(Line),
                    .. listed.Value.Total == 0 ? [CliTexts.AccountPhonesNone]
                        : listed.Value.Total > listed.Value.Rows.Count ? [CliTexts.AccountPhonesMore.With(listed.Value.Rows.Count, listed.Value.Total)] : Array.Empty<string>(),
                ]);
        });
    }

    public static Command Revoke(CliSurroundings surroundings)
    {
        var phone = new Argument<Guid>("phone") { Description = CliTexts.AccountPhoneId };
        return new Command("revoke-phone", CliTexts.AccountPhoneRevoke) { phone }.Verb(surroundings, async (call, cancellationToken) =>
        {
            var services = await call.OpenAsync(cancellationToken);
            var revoked = await services.GetRequiredService<DeviceService>().RevokeAsync(call.Operator, call.Get(phone), cancellationToken);
            return revoked.Refusal is { } refusal ? call.Output.Refuse(refusal)
                : call.Output.Answer(new { phone = call.Get(phone), revoked = true }, CliTexts.AccountPhoneRevoked.With(call.Get(phone)));
        });
    }

    private static string Line(BoundPhone phone) => string.Create(CultureInfo.InvariantCulture,
        $"{phone.DeviceId}  {phone.DivisionCode} {phone.DivisionName}  {phone.Name}  {CliRoles.Name(phone.Role)}  {phone.BoundAt + BeijingDay.Offset:yyyy-MM-dd HH:mm}");
}
