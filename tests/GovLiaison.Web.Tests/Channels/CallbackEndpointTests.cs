using System.Net;
using System.Security.Cryptography;
using System.Text;
using GovLiaison.Channels;
using GovLiaison.Common;
using GovLiaison.Dispatch;
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
        var bytes = Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/callbacks/" + path) { Content = new ByteArrayContent(bytes) };
        if (secret.Length > 0) request.Headers.Add(CallbackSignature.Header, Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), bytes)));
        // the server may refuse by the length alone, before the body is written
        request.Headers.ExpectContinue = true;
        using var answer = await supplier.SendAsync(request, Token);
        return answer.StatusCode;
    }
}
