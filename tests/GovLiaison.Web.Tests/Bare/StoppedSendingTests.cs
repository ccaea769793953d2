using System.Net;
using GovLiaison.Dispatch;
using GovLiaison.Testing;

namespace GovLiaison.Web.Tests.Bare;

/// <summary>Stopping ends the sending: nobody who was told may read that the danger was taken back.</summary>
public sealed class StoppedSendingTests : PhonePages
{
    [Fact]
    public async Task Resident_OfAMessageThatIsSentNoFurther_StillReadsAndAnswersIt()
    {
        await Host.StopSendingAsync();
        var link = await Host.ResidentLinkAsync(Host.Home);

        var page = await Phone.GetStringAsync(link, Token);
        using var answered = await Phone.SubmitAsync(link, page, ("answer", "received"));

        Assert.Contains("霜冻橙色预警", page, StringComparison.Ordinal);
        Assert.DoesNotContain("已撤销", page, StringComparison.Ordinal);
        Assert.Contains("value=\"received\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, answered.StatusCode);
        Assert.Contains(await Host.ReceiptsAsync(), row => row.Kind == ReceiptKinds.Confirmed);
    }

    [Fact]
    public async Task Resident_OfAMessageThatWasCorrected_ReadsThatItWasTakenBack()
    {
        await Host.StopSendingAsync();
        await Host.CorrectAsync();

        Assert.Contains("已撤销", await Phone.GetStringAsync(await Host.ResidentLinkAsync(Host.Home), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Village_UnderAMessageThatIsSentNoFurther_IsStillUnderIt()
    {
        await Host.StopSendingAsync();

        Assert.Contains("霜冻橙色预警", await Phone.GetStringAsync("/v/" + TestTree.Village, Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh-CN", "发送已停止")]
    [InlineData("en-US", "Sending stopped at")]
    public async Task Officer_OfAMessageThatIsSentNoFurther_ReadsSoAndMayStillConfirm(string language, string words)
    {
        using var phone = await Host.EnteredAsync(language);
        await Host.StopSendingAsync();

        var page = await phone.GetStringAsync("/o", Token);
        using var answered = await phone.SubmitAsync(PhoneForms.Address(page, "/o/answer"), page, ("answer", "received"));

        Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, answered.StatusCode);
        Assert.Contains(await Host.ReceiptsAsync(), row => row.Kind == ReceiptKinds.Confirmed);
        Assert.Contains(words, await phone.GetStringAsync("/o", Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Officer_AfterTheCorrection_IsToldThatItWasTakenBackAndNotThatItIsStopped()
    {
        using var phone = await Host.EnteredAsync();
        await Host.StopSendingAsync();
        await Host.CorrectAsync();

        var page = await phone.GetStringAsync("/o", Token);

        Assert.Contains("已撤销", page, StringComparison.Ordinal);
        Assert.DoesNotContain("发送已停止", page, StringComparison.Ordinal);
    }
}
