using System.Globalization;
using System.Reflection;
using GovLiaison.Common;
using GovLiaison.Web.Shell;

namespace GovLiaison.Web.Tests.Shell;

public sealed class RefusalTextsTests
{
    private static readonly string[] OfTheStore = ["Stale", "StoreFull", "StoreReadOnly", "StoreUnreachable"];

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en-US")]
    public void Refusals_OfEverySlice_HaveASentenceThatTakesTheirArguments(string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);

        var faults = All().Where(refusal => !HasSentence(refusal, culture)).Select(refusal => refusal.Code).Distinct(StringComparer.Ordinal);

        Assert.Equal("", string.Join(' ', faults));
    }

    [Fact]
    public void Refusals_AreFoundInEverySliceThatHasSome()
    {
        var codes = All().Select(refusal => refusal.Code).ToHashSet(StringComparer.Ordinal);

        Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { "SignInWrong", "AdministratorsExclude", "TagUnknown", "DivisionRowsOrphan", "HelpNotTaken", "AlertOwnSignature" }, codes);
    }

    private static bool HasSentence(Refusal refusal, CultureInfo culture)
    {
        // the set of exactly this language: a missing English sentence must not be answered by the Chinese one
        var texts = RefusalTexts.ResourceManager.GetResourceSet(string.Equals(culture.Name, "zh-CN", StringComparison.Ordinal) ? CultureInfo.InvariantCulture : culture, createIfNotExists: true, tryParents: false);
        if (texts?.GetString(refusal.Code) is not { Length: > 0 } text) return false;
        var sentence = string.Format(culture, text, refusal.Arguments);
        return refusal.Arguments.All(argument => sentence.Contains(Convert.ToString(argument, culture)!, StringComparison.Ordinal));
    }

    private static IEnumerable<Refusal> All() =>
        typeof(Refusal).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: true, IsSealed: true } && type.Name.EndsWith("Refusals", StringComparison.Ordinal))
            .SelectMany(Of)
            .Concat([Refusal.NotFound, Refusal.NotPermitted, new KeysMissingException("/keys").Refusal])
            .Concat(OfTheStore.Select(code => new Refusal(code)));

    // members are refusals, or make one from names and numbers
    private static IEnumerable<Refusal> Of(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<Refusal>()
            .Concat(type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Where(method => method.ReturnType == typeof(Refusal))
                .Select(method => (Refusal)method.Invoke(null, [.. method.GetParameters().Select(Sample)])!));

    private static object Sample(ParameterInfo parameter, int place) =>
        parameter.ParameterType == typeof(string) ? $"洛川县{place}" : Convert.ChangeType(71 + place, parameter.ParameterType, CultureInfo.InvariantCulture);
}
