namespace GovLiaison.Ladder;

/// <summary>G3 of the design: card 0, SMS 3, voice 5, deputy 8, township duty 10 min, a named person by 15; slower for other lanes.</summary>
public static class LadderDefaults
{
    public const string Officer = "officer";
    public const string AtRisk = "at-risk";

    /// <summary>After how long the rungs above the village are tried again where nobody up to the root was on duty.</summary>
    public static readonly TimeSpan DutyTriedAgain = TimeSpan.FromMinutes(1);

    public static readonly LadderStep[] Steps =
    [
        .. Officers(0, 3, 5, 8, 10, 15),
        .. Officers(1, 10, 20, 30, 45, 60),
        Make(0, AtRisk, 1, 5, "voice"),
        Make(0, AtRisk, 2, 10, "walk"),
        Make(1, AtRisk, 1, 30, "voice"),
        Make(1, AtRisk, 2, 60, "walk"),
    ];

    private static LadderStep[] Officers(int lane, int sms, int voice, int deputy, int township, int named) =>
    [
        Make(lane, Officer, 1, sms, "sms"), Make(lane, Officer, 2, voice, "voice"), Make(lane, Officer, 3, deputy, "deputy"),
        Make(lane, Officer, 4, township, "township-duty"), Make(lane, Officer, 5, named, "name-next"),
    ];

    private static LadderStep Make(int lane, string watches, int number, int minutes, string act) =>
        new() { Lane = lane, Watches = watches, Number = number, AfterSeconds = minutes * 60, Act = act };
}
