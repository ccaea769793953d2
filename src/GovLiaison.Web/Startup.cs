using System.ComponentModel.DataAnnotations;
using System.Globalization;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Web.Data;
using GovLiaison.Web.Shell;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace GovLiaison.Web;

/// <summary>What keeps the server from starting is said in one sentence in both languages, and by the exit code; all else is a defect and shows itself.</summary>
public static class Startup
{
    private static readonly CultureInfo[] Languages = [CultureInfo.GetCultureInfo("zh-CN"), CultureInfo.GetCultureInfo("en-US")];

    public static async Task<int> RunAsync(Func<Task> run)
    {
        try
        {
            await run();
            return ExitCode.Done;
        }
        catch (KeysMissingException missing)
        {
            return Refuse(missing.Refusal);
        }
        catch (StoreRefusedException refused)
        {
            return Refuse(refused.Refusal);
        }
        catch (ValidationException invalid)
        {
            return Refuse(StartRefusals.SettingInvalid(invalid.Message));
        }
        catch (OptionsValidationException invalid)
        {
            return Refuse(StartRefusals.SettingInvalid(string.Join(' ', invalid.Failures)));
        }
        catch (InvalidDataException broken) when (broken.InnerException is FormatException)
        {
            return Refuse(StartRefusals.SettingInvalid(broken.Message));
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            return Refuse(StartRefusals.PortInUse(taken.Message));
        }
    }

    /// <summary>Lets the server go on only over a database that is there, reachable and of this version. Before the keys are asked for: beside no database their absence means nothing.</summary>
    /// <exception cref="StoreRefusedException">It is not.</exception>
    public static async Task CheckDatabaseAsync(this WebApplicationBuilder builder)
    {
        await using var store = new ServiceCollection().AddLogging().AddLiaisonStore(builder.Configuration).BuildServiceProvider();
        try
        {
            var (state, _) = await store.GetRequiredService<DatabaseMigration>().LookAsync(CancellationToken.None);
            if (DatabaseMigration.Refused(state) is { } refusal) throw new StoreRefusedException(refusal);
        }
        catch (Exception fault) when (store.GetRequiredService<IStoreDialect>().Classify(fault) is StoreFault.Unreachable)
        {
            throw new StoreRefusedException(new Refusal("StoreUnreachable"));
        }
    }

    public static async Task ServeAsync(this WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (IOException)
        {
            // background services already run, and would take being disposed for a fault of their own
            await app.StopAsync();
            throw;
        }
        await app.WaitForShutdownAsync();
    }

    private static int Refuse(Refusal refusal)
    {
        foreach (var language in Languages)
        {
            CultureInfo.CurrentUICulture = language;
            Console.Error.WriteLine(RefusalSentence.Of(refusal));
        }
        return ExitCode.Of(refusal.Code);
    }
}

public static class StartRefusals
{
    public static Refusal SettingInvalid(string fault) => new("SettingInvalid", fault);

    public static Refusal PortInUse(string address) => new("PortInUse", address);
}
