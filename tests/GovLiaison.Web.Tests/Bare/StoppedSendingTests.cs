using System.Net;
using GovLiaison.Dispatch;
using GovLiaison.Testing;

namespace GovLiaison.Web.Tests.Bare;

/// <summary>Stopping ends the sending: nobody who was told may read that the danger was taken back.</summary>
public sealed class StoppedSendingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Resident_OfAMessageThatIsSentNoFurther_StillReadsAndAnswersIt()
    {
        await using var host = await PagesHost.StartAsync();
        using var phone = host.Phone();
        await host.StopSendingAsync();
        var link = await host.ResidentLinkAsync(host.Home);

        var page = await phone.GetStringAsync(link, Token);
        using var answered = await phone.SubmitAsync(link, page, ("answer", "received"));

        Assert.Contains("霜冻橙色预警", page, StringComparison.Ordinal);
        Assert.DoesNotContain("已撤销", page, StringComparison.Ordinal);
        Assert.Contains("value=\"received\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, answered.StatusCode);
        Assert.Contains(await host.ReceiptsAsync(), row => row.Kind == ReceiptKinds.Confirmed);
    }

    [Fact]
    public async Task Resident_OfAMessageThatWasCorrected_ReadsThatItWasTakenBack()
    {
        await using var host = await PagesHost.StartAsync();
        using var phone = host.Phone();
        await host.StopSendingAsync();
        await host.CorrectAsync();

        Assert.Contains("已撤销", await phone.GetStringAsync(await host.ResidentLinkAsync(host.Home), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Village_UnderAMessageThatIsSentNoFurther_IsStillUnderIt()
    {
        await using var host = await PagesHost.StartAsync();
        using var phone = host.Phone();
        await host.StopSendingAsync();

        Assert.Contains("霜冻橙色预警", await phone.GetStringAsync("/v/" + TestTree.Village, Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh-CN", "发送已停止")]
    [InlineData("en-US", "Sending stopped at")]
    public async Task Officer_OfAMessageThatIsSentNoFurther_ReadsSoAndMayStillConfirm(string language, string words)
    {
        await using var host = await PagesHost.StartAsync();
        using var phone = await host.EnteredAsync(language);
        await host.StopSendingAsync();

        var page = await phone.GetStringAsync("/o", Token);
        using var answered = await phone.SubmitAsync(PhoneForms.Address(page, "/o/answer"), page, ("answer", "received"));

        Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, answered.StatusCode);
        Assert.Contains(await host.ReceiptsAsync(), row => row.Kind == ReceiptKinds.Confirmed);
        Assert.Contains(words, await phone.GetStringAsync("/o", Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Officer_AfterTheCorrection_IsToldThatItWasTakenBackAndNotThatItIsStopped()
    {
        await using var host = await PagesHost.StartAsync();
        using var phone = await host.EnteredAsync();
        await host.StopSendingAsync();
        await host.CorrectAsync();

        var page = await phone.GetStringAsync("/o", Token);

        Assert.Contains("已撤销", page, StringComparison.Ordinal);
        Assert.DoesNotContain("发送已停止", page, StringComparison.Ordinal);
    }
}
