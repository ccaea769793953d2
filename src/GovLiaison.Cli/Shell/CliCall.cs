using System.CommandLine;
using System.ComponentModel.DataAnnotations;
using GovLiaison.Alerts;
using GovLiaison.Cli.Demo;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Divisions;
using GovLiaison.Identity;
using GovLiaison.Posts;
using GovLiaison.Residents;
using GovLiaison.Web.Data;

namespace GovLiaison.Cli.Shell;

/// <summary>What surrounds one run of the command; tests put their own streams here.</summary>
public sealed record CliSurroundings(TextWriter Output, TextWriter Error, TextReader Input, TimeProvider Clock)
{
    public static CliSurroundings Process { get; } = new(Console.Out, Console.Error, Console.In, TimeProvider.System);
}

/// <summary>One call of one verb: its values, its output, and the services it may open.</summary>
public sealed class CliCall(ParseResult parsed, CliSurroundings surroundings, CliOutput output) : IAsyncDisposable
{
    private readonly Lazy<IConfiguration> _settings = new(() => ReadSettings(parsed));
    private ServiceProvider? _store;
    private ServiceProvider? _services;

    public CliOutput Output => output;
    public CliSurroundings Surroundings => surroundings;
    public IConfiguration Settings => _settings.Value;

    /// <summary>The operator of the machine, as the audit trail names him.</summary>
    public Actor Operator { get; } = Actor.Operator($"cli:{Environment.UserName}");

    public T? Get<T>(Option<T> option) => parsed.GetValue(option);

    /// <exception cref="ValidationException">What stands there cannot be read; an optional argument is looked at no earlier.</exception>
    public T? Get<T>(Argument<T> argument)
    {
        try
        {
            return parsed.GetValue(argument);
        }
        catch (InvalidOperationException wrong)
        {
            throw new ValidationException(wrong.Message, wrong);
        }
    }

    /// <summary>The store alone, whatever state it is in.</summary>
    public IServiceProvider OpenStore() => _store ??= new ServiceCollection()
        .AddLogging().AddSingleton(surroundings.Clock).AddLiaisonStore(Settings).BuildServiceProvider();

    /// <summary>Everything, over a database of this version and with its keys; throws the refusal otherwise.</summary>
    public async Task<IServiceProvider> OpenAsync(CancellationToken cancellationToken)
    {
        if (_services is not null) return _services;
        var (state, _) = await OpenStore().GetRequiredService<DatabaseMigration>().LookAsync(cancellationToken);
        if (DatabaseMigration.Refused(state) is { } refusal) throw new StoreRefusedException(refusal);
        return _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(surroundings.Clock)
            .AddSingleton(Settings)
            .AddLiaisonCommon(KeyRing.Open(DatabaseSetup.KeyFolder(Settings), databaseIsNew: false))
            .AddLiaisonStore(Settings)
            .AddIdentity().AddDivisions().AddPosts().AddResidents().AddDispatch().AddAlerts()
            .AddSingleton<DemoService>()
            .AddSingleton<DemoAlertService>()
            .AddSingleton<CliSignIn>()
            .BuildServiceProvider();
    }

    /// <summary>Runs the verb; what can go wrong outside the program becomes its sentence and exit code, all else is a defect and shows itself.</summary>
    public async Task<int> RunAsync(Func<CliCall, CancellationToken, Task<int>> verb, CancellationToken cancellationToken)
    {
        try
        {
            return await verb(this, cancellationToken);
        }
        catch (StoreRefusedException refused)
        {
            return output.Refuse(refused.Refusal);
        }
        catch (KeysMissingException missing)
        {
            return output.Refuse(missing.Refusal);
        }
        catch (ValidationException invalid)
        {
            return output.Fail(ExitCode.Usage, "SettingInvalid", invalid.Message);
        }
        catch (Exception fault) when (_store?.GetService<IStoreDialect>()?.Classify(fault) is StoreFault.Unreachable)
        {
            return output.Refuse(new Refusal("StoreUnreachable"));
        }
        catch (Exception fault) when (_store?.GetService<IStoreDialect>()?.Classify(fault) is StoreFault.Busy)
        {
            return output.Refuse(new Refusal("StoreInUse"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null) await _services.DisposeAsync();
        if (_store is not null) await _store.DisposeAsync();
    }

    private static IConfigurationRoot ReadSettings(ParseResult parsed)
    {
        var settings = new ConfigurationBuilder().SetBasePath(Directory.GetCurrentDirectory()).AddJsonFile("appsettings.json", optional: true);
        if (parsed.GetValue(CliOptions.Settings) is { } file)
        {
            if (!file.Exists) throw new ValidationException(CliTexts.SettingsMissing.With(file.FullName));
            settings.AddJsonFile(file.FullName, optional: false);
        }
        try
        {
            return settings.AddEnvironmentVariables().Build();
        }
        catch (InvalidDataException broken)
        {
            throw new ValidationException(CliTexts.SettingsBroken.With(broken.Message), broken);
        }
    }
}
