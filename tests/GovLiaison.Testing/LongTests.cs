using Xunit;

namespace GovLiaison.Testing;

/// <summary>Tests that take longer than a change may wait for.</summary>
public static class LongTests
{
    /// <summary>Shows the test as skipped, never as absent, unless <c>scripts/test.sh --long</c> runs it.</summary>
    public static void SkipUnlessWanted()
    {
        if (Environment.GetEnvironmentVariable("GOVLIAISON_TEST_LONG") is not "1") Assert.Skip("long: scripts/test.sh --long");
    }
}
