using Bunit;

namespace GovLiaison.Web.Tests.Alerts;

public sealed class ComposeWordsTests : ComposePages
{
    [Fact]
    public async Task Preview_OfAHeadlineOfItsOwn_ShowsItAsThePhoneDoes()
    {
        var page = await OpenAsync((await DraftAsync()).MessageId);

        page.Find("[data-field=headline]").Input("今晚守好果园");
        Assert.Equal(["霜冻橙色预警", "今晚守好果园"], page.FindAll(".gl-phone-band div > :not(:last-child)").Select(line => line.TextContent), StringComparer.Ordinal);

        page.Find("[data-field=level]").Change("blue");
        Assert.Equal("霜冻蓝色预警", page.Find(".gl-phone-band small").TextContent);
    }

    [Fact]
    public async Task Level_OfAnUneditedTemplate_TakesTheWordsWithIt()
    {
        var page = await OpenAsync((await DraftAsync(fromTemplate: true)).MessageId);

        page.Find("[data-field=level]").Change("blue");

        Assert.Equal("霜冻蓝色预警", page.Find("[data-field=headline]").GetAttribute("value"));
        Assert.Contains("刚才的霜冻蓝色预警", page.Find(".gl-draft-correction [data-field=fact]").GetAttribute("value"), StringComparison.Ordinal);
        Assert.Contains("没有蓝色的模板", page.Find("[data-note=level]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-warning=level]"));
    }

    [Fact]
    public async Task Level_OtherThanTheWords_WarnsWithThePlaceAndRenames()
    {
        var page = await OpenAsync((await DraftAsync(fromTemplate: true)).MessageId);
        page.Find("[data-field=fact]").Input("今夜零下3度，橙色");

        page.Find("[data-field=level]").Change("blue");
        Assert.Contains("发给预警范围内的人 · 标题：霜冻橙色预警", page.FindAll("[data-warning=level] li").Select(line => line.TextContent), StringComparer.Ordinal);
        await page.Find("[data-act=rename-level]").ClickAsync(new());

        Assert.Equal("今夜零下3度，蓝色", page.Find("[data-field=fact]").GetAttribute("value"));
        Assert.Empty(page.FindAll("[data-warning=level]"));
    }

    [Fact]
    public async Task Sms_WithoutALink_IsWarnedOfAndNotRefused()
    {
        var page = await OpenAsync((await DraftAsync(fromTemplate: true)).MessageId);
        Assert.Empty(page.FindAll("[data-warning=link]"));

        page.Find("[data-field=sms]").Input("霜冻橙色预警，收到回1，要帮忙回2");

        Assert.Single(page.FindAll("[data-warning=link]"));
    }
}
