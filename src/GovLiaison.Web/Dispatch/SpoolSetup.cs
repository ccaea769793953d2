using GovLiaison.Dispatch;
using GovLiaison.Web.Data;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace GovLiaison.Web.Dispatch;

public static class SpoolSetup
{
    /// <summary>Opens the spool and brings what an earlier run left in it into the store. Before the first page is served.</summary>
    /// <exception cref="GovLiaison.Data.StoreRefusedException">It cannot be written.</exception>
    public static void OpenSpool(this WebApplication app)
    {
        var answers = app.Services.GetRequiredService<IOptions<AnswersOptions>>().Value;
        var file = answers.SpoolFile.Length > 0 ? answers.SpoolFile : Beside(DatabaseSetup.Read<DatabaseOptions>(app.Configuration, DatabaseOptions.Section));
        app.Services.GetRequiredService<AnswerSpool>().Open(file, (long)answers.SpoolMegabytes << 20);
        app.Services.GetRequiredService<AnswerReplay>().Begin();
    }

    private static string Beside(DatabaseOptions database) => string.Equals(database.Provider, "sqlite", StringComparison.OrdinalIgnoreCase)
        ? new SqliteConnectionStringBuilder(database.ConnectionString).DataSource + ".answers" : Path.Combine("data", "answers.spool");
}
