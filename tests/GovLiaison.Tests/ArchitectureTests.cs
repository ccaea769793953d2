using ArchUnitNET.Loader;
using GovLiaison.Dispatch;
using GovLiaison.Testing;
using Assembly = System.Reflection.Assembly;

namespace GovLiaison.Tests;

public sealed class ArchitectureTests
{
    private const string Samples = "GovLiaison.Tests.SliceSamples";

    [Fact]
    public void Slices_InTheCore_UseOnlyWhatStandsToTheirLeft()
    {
        var uses = UsesIn(typeof(IChannel).Assembly);

        Assert.Contains(new TypeUse("GovLiaison.Dispatch.IChannel", "GovLiaison.Dispatch.SendOutcome"), uses);
        Assert.Empty(SliceOrder.Violations(uses, "GovLiaison"));
    }

    [Fact]
    public void Slices_InTheCore_AreAllInTheList()
    {
        var types = typeof(IChannel).Assembly.GetTypes().Select(type => type.FullName ?? type.Name);

        Assert.Empty(SliceOrder.OutsideEverySlice(types, "GovLiaison"));
    }

    [Fact]
    public void Slices_ThatLookToTheRight_AreNamed()
    {
        var violations = SliceOrder.Violations(UsesIn(typeof(ArchitectureTests).Assembly), Samples);

        string[] expected =
        [
            "`Dispatch.ByAsyncBody` does depend on `Alerts.Alert`",
            "`Dispatch.ByExpression` does depend on `Alerts.Alert`",
            "`Dispatch.ByGenericArgument` does depend on `Alerts.Alert`",
            "`Dispatch.ByIterator` does depend on `Alerts.Alert`",
            "`Dispatch.ByLambda` does depend on `Alerts.Alert`",
            "`Dispatch.ByProperty` does depend on `Alerts.Alert`",
            "`Dispatch.ByStaticCall` does depend on `Alerts.Alert`",
            "`Dispatch.ByTypeOf` does depend on `Alerts.Alert`",
        ];
        Assert.Equal(expected, violations);
    }

    [Fact]
    public void Slices_NotInTheList_AreNamed()
    {
        var outside = SliceOrder.OutsideEverySlice(["GovLiaison.Alerts.Alert", "GovLiaison.Shared.Thing", "GovLiaison.Thing", "System.String"], "GovLiaison");

        Assert.Equal(["`Shared.Thing` stands in no slice", "`Thing` stands in no slice"], outside);
    }

    [Fact]
    public void Projects_InSrc_ReferenceOnlyWhatTheyMay() => Assert.Empty(ProjectOrder.Violations(ProjectOrder.Read()));

    [Fact]
    public void Projects_ThatReferenceTooMuch_AreNamed()
    {
        var violations = ProjectOrder.Violations(
        [
            new("GovLiaison.Web", ["GovLiaison", "GovLiaison.Channels", "GovLiaison.Sqlite"]),
            new("GovLiaison.Channels", ["GovLiaison", "GovLiaison.Sqlite"]),
            new("GovLiaison.Shared", []),
        ]);

        Assert.Equal(["GovLiaison.Channels references GovLiaison.Sqlite", "GovLiaison.Shared is no project of docs/architecture.md"], violations);
    }

    [Fact]
    public void Types_OfOurs_EndWithNoEmptyWord()
    {
        var ours = TypeNames.OursBeside(typeof(ArchitectureTests).Assembly);

        Assert.Contains(typeof(IChannel), ours);
        Assert.Empty(TypeNames.EmptyWords(ours));
    }

    [Fact]
    public void Types_ThatEndWithAnEmptyWord_AreNamed() =>
        Assert.Equal(["`GovLiaison.Tests.ArchitectureTests+AlertManager` ends with Manager"], TypeNames.EmptyWords([typeof(AlertManager), typeof(TypeUse)]));

    private static HashSet<TypeUse> UsesIn(Assembly assembly) =>
        [.. new ArchLoader().LoadAssembly(assembly).Build().Types
            .SelectMany(type => type.Dependencies.Select(use => new TypeUse(type.FullName, use.Target.FullName)))];

    private sealed class AlertManager;
}
