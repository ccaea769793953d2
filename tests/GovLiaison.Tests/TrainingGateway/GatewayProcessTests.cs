using System.Net;
using System.Net.Sockets;
using GovLiaison.TrainingGateway;

namespace GovLiaison.Tests.TrainingGateway;

public sealed class GatewayProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("govliaison-gateway-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Run_OnAnAddressInUse_Ends3()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var code = await GatewayHost.RunAsync(
            [$"--urls=http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}", "--Gateway:Secret=x", $"--Gateway:Ledger={_folder}/l.jsonl"]);

        Assert.Equal(3, code);
    }

    [Theory]
    [InlineData("--Gateway:Mode=training")]
    [InlineData("--Gateway:Secret=x", "--Gateway:Mode=rehearsal")]
    [InlineData("--Gateway:Secret=x", "--Gateway:Clock=sundial")]
    public async Task Run_OnAWrongSetting_Ends2(params string[] settings) =>
        Assert.Equal(2, await GatewayHost.RunAsync(["--urls=http://127.0.0.1:0", $"--Gateway:Ledger={_folder}/l.jsonl", .. settings]));

    [Fact]
    public async Task Run_OnALedgerThatIsAFolder_Ends4() =>
        Assert.Equal(4, await GatewayHost.RunAsync(["--urls=http://127.0.0.1:0", "--Gateway:Secret=x", $"--Gateway:Ledger={_folder}"]));

    [Fact]
    public async Task HomePage_SaysWhatItIs()
    {
        await using var gateway = await RunningGateway.StartAsync(more: "--Gateway:Mode=live");

        var page = await gateway.Http.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains("演练网关", page, StringComparison.Ordinal);
        Assert.Contains("<b>live</b>", page, StringComparison.Ordinal);
    }
}
