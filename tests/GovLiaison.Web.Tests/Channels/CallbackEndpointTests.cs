using System.Net;
using System.Security.Cryptography;
using System.Text;
using GovLiaison.Channels;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Testing;
using GovLiaison.Web.Tests.Bare;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Web.Tests.Channels;

public sealed class CallbackEndpointTests
{
    private const string Secret = "training-secret";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Callbacks_WithoutTheRightSignature_AreRefused()
    {
        await using var host = await HostAsync();
        using var supplier = host.Phone();
        const string Body = """{"replies":[]}""";

        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(supplier, "sms/replies", Body, Secret + "x"));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(supplier, "sms/replies", Body, ""));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(supplier, "voice/calls", """{"calls":[]}""", "secret-of-nobody"));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(supplier, "sms/replies", Body, Secret));
    }

    [Fact]
    public async Task Replies_ReportedTwice_ConfirmOnce()
    {
        await using var host = await HostAsync();
        await SentAsync(host);
        using var supplier = host.Phone();
        var body = $$"""{"replies":[{"id":"r1","from":"{{PagesHost.ResidentPhone}}","to":"","text":" 1","at":"2026-04-09T14:00:00Z"},{"id":"r2","from":"19900000000","to":"","text":"2","at":"2026-04-09T14:00:00Z"}]}""";

        Assert.Equal(HttpStatusCode.OK, await PostAsync(supplier, "sms/replies", body, Secret));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(supplier, "sms/replies", body, Secret));

        var receipt = Assert.Single(await host.ReceiptsAsync());
        Assert.Equal((ReceiptKinds.Confirmed, "sms"), (receipt.Kind, receipt.Through));
    }

    [Fact]
    public async Task Replies_OfADrillsEndpoint_DoNotAnswerALiveAlert()
    {
        await using var host = await HostAsync(isTraining: false);
        using var supplier = host.Phone();
        var body = $$"""{"replies":[{"id":"r1","from":"{{PagesHost.ResidentPhone}}","to":"","text":"1","at":"2026-04-09T14:00:00Z"}]}""";

        Assert.Equal(HttpStatusCode.OK, await PostAsync(supplier, "sms/replies", body, Secret));

        Assert.Empty(await host.ReceiptsAsync());
    }

    [Fact]
    public async Task Replies_ThatAreNotStoredInTime_AreToBeSentAgain()
    {
        await using var host = await HostAsync();
        await SentAsync(host);
        using var supplier = host.Phone();
        var body = $$"""{"replies":[{"id":"r1","from":"{{PagesHost.ResidentPhone}}","to":"","text":"2","at":"2026-04-09T14:00:00Z"}]}""";
        var (held, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var holding = host.Get<LiaisonDatabase>().WriteAsync(WritePriority.Answer, async _ =>
        {
            held.SetResult();
            await release.Task;
        }, Token);
        await held.Task;

        var sending = SendAsync(supplier, "sms/replies", body, Secret);
        while (!sending.IsCompleted)
        {
            host.Database.Clock.Advance(TimeSpan.FromSeconds(1));
            await supplier.GetStringAsync("/v/" + TestTree.Village, Token); // gives the endpoint room without a timed wait
        }
        using var late = await sending;
        release.SetResult();
        await holding;
        var again = await PostAsync(supplier, "sms/replies", body, Secret);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "5"), (late.StatusCode, late.Headers.RetryAfter?.ToString()));
        Assert.Equal(HttpStatusCode.OK, again);
        Assert.Equal(ReceiptKinds.Help, Assert.Single(await host.ReceiptsAsync()).Kind);
    }

    [Theory]
    [InlineData("2，老人走不动", ReceiptKinds.Help, "老人走不动")]
    [InlineData("2老人走不动", ReceiptKinds.Help, "2老人走不动")]
    [InlineData("2。", ReceiptKinds.Help, null)]
    [InlineData("２", ReceiptKinds.Help, null)]
    [InlineData("１ 谢谢", ReceiptKinds.Confirmed, "谢谢")]
    [InlineData("收到！", ReceiptKinds.Confirmed, null)]
    [InlineData("知道了，家里没柴", ReceiptKinds.Confirmed, "家里没柴")]
    [InlineData("救命", ReceiptKinds.Help, "救命")]
    [InlineData("水进屋了，救命啊", ReceiptKinds.Help, "水进屋了，救命啊")]
    [InlineData("要帮忙", ReceiptKinds.Help, "要帮忙")]
    [InlineData("Help me", ReceiptKinds.Help, "Help me")]
    [InlineData("没收到卡片", "said", "没收到卡片")]
    [InlineData("120打不通", "said", "120打不通")]
    [InlineData("不用帮", "said", "不用帮")]
    public async Task Replies_InPlainWords_AreTakenOrKept(string text, string kind, string? note)
    {
        await using var host = await HostAsync();
        await SentAsync(host);
        using var supplier = host.Phone();

        var status = await PostAsync(supplier, "sms/replies", $$"""{"replies":[{"id":"r1","from":"{{PagesHost.ResidentPhone}}","to":"","text":"{{text}}","at":"2026-04-09T14:00:00Z"}]}""", Secret);

        Assert.Equal(HttpStatusCode.OK, status);
        var receipt = Assert.Single(await host.ReceiptsAsync());
        Assert.Equal((kind, note), (receipt.Kind, receipt.NoteCipher is { } cipher ? host.Database.Crypto.Decrypt(cipher, PersonalFields.ReceiptNote(receipt.Id)) : null));
        using var officer = await host.EnteredAsync();
        var households = await officer.GetStringAsync("/o/households?show=all", Token);
        if (note is not null) Assert.Contains(note, households, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receipts_RaiseWhatArrivedAndIgnoreUnknownKeys()
    {
        await using var host = await HostAsync();
        using var supplier = host.Phone();
        var key = DeliveryKey.Format((await DeliveryAsync(host)).Id);
        var body = $$"""{"receipts":[{"key":"{{key}}","id":"s1","status":"delivered","reason":"","at":"2026-04-09T14:00:00Z"},{"key":"other-system","id":"s2","status":"failed","reason":"x","at":"2026-04-09T14:00:00Z"}]}""";

        Assert.Equal(HttpStatusCode.OK, await PostAsync(supplier, "sms/receipts", body, Secret));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(supplier, "sms/receipts", body, Secret));

        Assert.Equal(DeliveryState.Arrived, (await DeliveryAsync(host)).State);
    }

    [Fact]
    public async Task ReceiptsAndCalls_OfADrillsEndpoint_SayNothingOfALiveAlert()
    {
        await using var host = await HostAsync(isTraining: false);
        using var supplier = host.Phone();
        var before = await DeliveryAsync(host);
        var key = DeliveryKey.Format(before.Id);

        await PostAsync(supplier, "sms/receipts", $$"""{"receipts":[{"key":"{{key}}","id":"s1","status":"delivered","reason":"","at":"2026-04-09T14:00:00Z"}]}""", Secret);
        await PostAsync(supplier, "voice/calls", $$"""{"calls":[{"key":"{{key}}","id":"v1","outcome":"answered","secondsListened":9,"secondsTotal":20,"keyPressed":"2","at":"2026-04-09T14:00:00Z"}]}""", Secret);

        Assert.Equal(before.State, (await DeliveryAsync(host)).State);
        Assert.Empty(await host.ReceiptsAsync());
    }

    [Fact]
    public async Task Calls_WithAKey_AskForHelp()
    {
        await using var host = await HostAsync();
        using var supplier = host.Phone();
        var key = DeliveryKey.Format((await DeliveryAsync(host)).Id);

        var status = await PostAsync(supplier, "voice/calls", $$"""{"calls":[{"key":"{{key}}","id":"v1","outcome":"answered","secondsListened":9,"secondsTotal":20,"keyPressed":"2","at":"2026-04-09T14:00:00Z"}]}""", Secret);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(ReceiptKinds.Help, Assert.Single(await host.ReceiptsAsync()).Kind);
    }

    [Fact]
    public async Task Bodies_ThatAreNoReportOrTooLarge_AreRefused()
    {
        await using var host = await HostAsync();
        using var supplier = host.Phone();

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(supplier, "sms/receipts", "{\"receipts\":7}", Secret));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(supplier, "sms/receipts", "{}", Secret));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(supplier, "sms/receipts", new string(' ', (1 << 20) + 1), Secret));
    }

    // a reply counts for what was sent to its number
    private static Task SentAsync(PagesHost host) => host.Database.WriteAsync(db => db.Deliveries.ExecuteUpdateAsync(set => set
        .SetProperty(row => row.State, DeliveryState.Sent).SetProperty(row => row.SentAt, host.Database.Clock.UtcNow()).SetProperty(row => row.DueAt, (DateTime?)null)));

    private static Task<Delivery> DeliveryAsync(PagesHost host) => host.Database.ReadAsync(async db =>
    {
        var recipient = await host.RecipientAsync(host.Home);
        return await db.Deliveries.FirstAsync(row => row.RecipientId == recipient.Id);
    });

    private static async Task<PagesHost> HostAsync(bool isTraining = true)
    {
        var host = await PagesHost.StartAsync(isTraining);
        await host.Database.WriteAsync(db =>
        {
            foreach (var channel in new[] { DispatchChannels.Sms, DispatchChannels.Voice })
            {
                var id = Guid.CreateVersion7();
                db.Endpoints.Add(new Endpoint
                {
                    Id = id, Name = channel, Channel = channel, IsTraining = true, BaseAddress = "http://127.0.0.1:1", Account = "test",
                    SecretCipher = host.Database.Crypto.Encrypt(Secret, PersonalFields.EndpointSecret(id)),
                });
            }
            return Task.CompletedTask;
        });
        return host;
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient supplier, string path, string body, string secret)
    {
        using var answer = await SendAsync(supplier, path, body, secret);
        return answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient supplier, string path, string body, string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/callbacks/" + path) { Content = new ByteArrayContent(bytes) };
        if (secret.Length > 0) request.Headers.Add(CallbackSignature.Header, Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), bytes)));
        // the server may refuse by the length alone, before the body is written
        request.Headers.ExpectContinue = true;
        return await supplier.SendAsync(request, Token);
    }
}
