using GovLiaison.Testing;
using GovLiaison.Web.Shell;

namespace GovLiaison.Web.Tests;

public sealed class TypeNameTests
{
    [Fact]
    public void Types_OfOurs_EndWithNoEmptyWord()
    {
        var ours = TypeNames.OursBeside(typeof(TypeNameTests).Assembly);

        Assert.Contains(typeof(ShellTexts), ours);
        Assert.Empty(TypeNames.EmptyWords(ours));
    }
}
