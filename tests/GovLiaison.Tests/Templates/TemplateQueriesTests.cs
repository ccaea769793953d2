using GovLiaison.Alerts;
using GovLiaison.Dispatch;
using GovLiaison.Templates;
using GovLiaison.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Tests.Templates;

public sealed class TemplateQueriesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Hazards_HoldTheirOwnLevelsAlone(string name)
    {
        await using var database = await CreateAsync(name);

        var hazards = await database.Get<TemplateQueries>().HazardsAsync(Token);

        var frost = Assert.Single(hazards, hazard => hazard.Code is "frost");
        Assert.Equal(["blue", "yellow", "orange"], frost.Levels.Select(level => level.Code));
        Assert.Equal([false, false, true], frost.Levels.Select(level => level.IsHighest));
        Assert.Equal(TemplateDefaults.Hazards.Length, hazards.Count);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Templates_FitTheLimitsOfAnAlert(string name)
    {
        await using var database = await CreateAsync(name);

        var templates = await database.Get<TemplateQueries>().TemplatesAsync(Token);

        Assert.Equal(TemplateDefaults.Templates.Length, templates.Count);
        Assert.All(templates, template => Assert.True(template.Headline.Length <= AlertLimits.Headline(true) && template.Fact.Length <= AlertLimits.Fact
            && template.Sms.Length <= AlertLimits.Sms(true) && template.Spoken.Length <= AlertLimits.Spoken(true)));
    }

    private static Task<TestDatabase> CreateAsync(string name) => TestDatabase.CreateAsync(name, more: services => services
        .AddSingleton<DispatchSignal>().AddSingleton<DispatchService>().AddAlerts());
}
