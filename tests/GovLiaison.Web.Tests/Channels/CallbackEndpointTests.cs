using System.Net;
using GovLiaison.Dispatch;

namespace GovLiaison.Web.Tests.Channels;

public sealed class CallbackEndpointTests : SupplierCalls
{
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
}
