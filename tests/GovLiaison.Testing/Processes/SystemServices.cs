using GovLiaison.Audit;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Divisions;
using GovLiaison.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Testing.Processes;

/// <summary>Core services in this process over the database and keys of a running system, for what no command offers yet.</summary>
public static class SystemServices
{
    public static ServiceProvider OpenServices(this RunningSystem system) => new ServiceCollection()
        .AddLogging()
        .AddSingleton<IConfiguration>(new ConfigurationManager())
        .AddLiaisonCommon(KeyRing.Open(system.KeyFolder, databaseIsNew: false))
        .AddSqliteStore($"Data Source={system.DatabaseFile}")
        .AddLiaisonData()
        .AddAudit()
        .AddDivisions()
        .AddDispatch()
        .BuildServiceProvider();
}
