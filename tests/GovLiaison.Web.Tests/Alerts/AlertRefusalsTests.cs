using System.Globalization;
using System.Reflection;
using GovLiaison.Alerts;
using GovLiaison.Common;
using GovLiaison.Web.Shell;

namespace GovLiaison.Web.Tests.Alerts;

public sealed class AlertRefusalsTests
{
    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en-US")]
    public void Refusals_OfAlerts_HaveASentenceThatTakesTheirArguments(string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        var refusals = All().ToList();

        Assert.True(refusals.Count > 40);
        Assert.All(refusals, refusal =>
        {
            var text = RefusalTexts.ResourceManager.GetString(refusal.Code, culture);
            Assert.False(string.IsNullOrWhiteSpace(text), refusal.Code);
            var sentence = string.Format(culture, text, refusal.Arguments);
            Assert.All(refusal.Arguments, argument => Assert.Contains(Convert.ToString(argument, culture)!, sentence, StringComparison.Ordinal));
        });
    }

    // every member is a refusal or makes one from numbers and names
    private static IEnumerable<Refusal> All() =>
        typeof(AlertRefusals).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (Refusal)field.GetValue(null)!)
            .Concat(typeof(AlertRefusals).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(method =>
                (Refusal)method.Invoke(null, [.. method.GetParameters().Select((parameter, index) => parameter.ParameterType == typeof(int) ? 71 + index : (object)"洛川县")])!))
            .Append(Refusal.NotFound).Append(Refusal.NotPermitted);
}
