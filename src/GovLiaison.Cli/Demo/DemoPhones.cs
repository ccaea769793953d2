using System.Globalization;
using GovLiaison.Data;

namespace GovLiaison.Cli.Demo;

/// <summary>
/// Numbers in the form of a mobile number that no network carries. Mobile numbers of mainland China begin with 13 to 19;
/// what begins with 10 are the operators' own service numbers of three to six digits (100xx customer service, 101xx and 102xx
/// added services, 103 and 108 operator calls, 106… SMS gateways). 104 is none of them, a subscriber can have no number there,
/// and as an SMS address it has no home network. The second fence; the first is that a demo holds no live endpoint.
/// </summary>
public static class DemoPhones
{
    public const string Block = "104";

    private const long Room = 100_000_000;
    private const long FirstOfPersons = 60_000_000;

    // coprime to the room, so that every index has a number of its own and neighbours do not look like neighbours
    private const long Stride = 34_567_891;

    public const int MaxResidents = 20_000_000;

    public static string OfResident(int seed, long key) => At(seed, KeyAllotter.Split(key).Number);

    public static string OfPerson(int seed, long index) => At(seed, FirstOfPersons + index);

    private static string At(int seed, long index) =>
        Block + ((index * Stride + (uint)seed * 7_919L) % Room).ToString("D8", CultureInfo.InvariantCulture);
}
