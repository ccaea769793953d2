using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using GovLiaison.Dispatch;
using Microsoft.Extensions.Configuration;

namespace GovLiaison.Web.Tests;

public sealed class SampleSettingsTests
{
    private static readonly IConfigurationRoot Sample =
        new ConfigurationBuilder().AddJsonFile(Path.Combine(Root(), "appsettings.sample.json"), optional: false).Build();

    private static readonly IReadOnlyDictionary<string, Type> Options = new[] { typeof(Startup).Assembly, typeof(DispatchOptions).Assembly, Assembly.Load("GovLiaison.Cli"), Assembly.Load("GovLiaison.TrainingGateway") }
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && type.GetField("Section") is { IsLiteral: true })
        .GroupBy(type => (string)type.GetField("Section")!.GetRawConstantValue()!, StringComparer.Ordinal)
        .ToDictionary(types => types.Key, types => types.First(), StringComparer.Ordinal);

    public static TheoryData<string> Sections => [.. Options.Keys];

    [Fact]
    public void Sample_HasASectionForEveryOptionsClassAndNoOther() =>
        Assert.Equal(Options.Keys.Append("urls").Order(StringComparer.Ordinal), Sample.GetChildren().Select(section => section.Key).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Sections))]
    public void Section_HoldsEveryKeyOfItsClassAndNoOther(string section) =>
        Assert.Equal(
            Options[section].GetProperties().Where(property => property.CanWrite).Select(property => property.Name).Order(StringComparer.Ordinal),
            Sample.GetSection(section).GetChildren().Select(key => key.Key).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Sections))]
    public void Section_BindsAndIsValid(string section)
    {
        var options = Sample.GetSection(section).Get(Options[section], binder => binder.BindNonPublicProperties = false)!;

        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
    }

    [Fact]
    public void Roles_ThatAreNamed_TakeTheOthersAway()
    {
        var options = new ConfigurationBuilder().AddInMemoryCollection([new("Process:Roles:0", "pages")]).Build().GetSection(ProcessOptions.Section).Get<ProcessOptions>()!;

        Assert.True(options.Has("pages"));
        Assert.False(options.Has("dispatch"));
        Assert.True(new ProcessOptions().Has("dispatch"));
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}
