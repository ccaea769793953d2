using GovLiaison.Ladder;
using GovLiaison.Web.Shell.Parts;

namespace GovLiaison.Web.Officer;

/// <summary>What the ladder has done and does next, said to the one it is about.</summary>
public static class OfficerNudgeLines
{
    public static IReadOnlyList<string> Of(OfficerNudge? nudge, DateTime now)
    {
        if (nudge is null) return [];
        var lines = new List<string>();
        if (nudge.CalledAt is { } called) lines.Add(Phrase.Of(OfficerTexts.NudgeCalled, BeijingTime.Text(called, TimeLook.Minutes)));
        else if (nudge.IsDeputy) lines.Add(OfficerTexts.NudgeBoth);
        if (nudge.NextAt is { } at && at > now && Next(nudge.NextAct) is { } next) lines.Add(Phrase.Of(next, BeijingTime.Text(at, TimeLook.Minutes)));
        return lines;
    }

    private static string? Next(string? act) => act switch
    {
        LadderActs.Sms => OfficerTexts.NudgeSms,
        LadderActs.Voice => OfficerTexts.NudgeVoice,
        LadderActs.Deputy => OfficerTexts.NudgeDeputy,
        LadderActs.TownshipDuty or LadderActs.NameNext => OfficerTexts.NudgeAbove,
        _ => null,
    };
}
