using System.Net;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Testing;
using GovLiaison.Web.Tests.Bare;

namespace GovLiaison.Web.Tests.Channels;

public sealed class CallbackReplyTests : SupplierCalls
{
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
}
