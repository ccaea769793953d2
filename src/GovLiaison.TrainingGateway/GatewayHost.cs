using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace GovLiaison.TrainingGateway;

internal static class GatewayHost
{
    private const string DefaultAddress = "http://127.0.0.1:5090";

    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
            builder.WebHost.UseUrls(DefaultAddress);
        builder.AddGateway();
        var app = builder.Build();
        app.MapGateway();
        return app;
    }

    /// <summary>0 ended well, 2 a setting is wrong, 3 the address is taken, 4 the ledger cannot be used, 5 the ledger broke.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var app = Build(args);
            await app.StartAsync();
            await Console.Out.WriteLineAsync($"Training gateway ready at {string.Join(", ", app.Urls)}");
            await app.WaitForShutdownAsync();
            return Environment.ExitCode;
        }
        catch (OptionsValidationException e)
        {
            return await FailAsync(2, string.Join(' ', e.Failures.Select(Sentence)));
        }
        catch (IOException e) when (e.InnerException?.GetBaseException() is SocketException || e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            return await FailAsync(3, "The address of the training gateway is already in use: stop the other program or give another with --urls.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return await FailAsync(4, $"The ledger cannot be used: {e.Message}");
        }
    }

    // the framework wraps our own sentence into one about annotations
    private static string Sentence(string failure) => failure.Split("with the error: '")[^1].Replace("'.", "", StringComparison.Ordinal);

    private static async Task<int> FailAsync(int code, string sentence)
    {
        await Console.Error.WriteLineAsync(sentence);
        return code;
    }
}
