namespace GovLiaison.TrainingGateway.People;

internal enum ResidentHabit
{
    Nothing,
    OpensLink,
    RepliesReceived,
    RepliesHelp,
}

/// <summary>
/// What sort of person lives behind an address: a pure function of seed, address and question, never of what was sent,
/// so that two runs that differ only in what the system does meet the same people.
/// </summary>
internal static class Temperament
{
    private static readonly string[] HelpNotes =
    [
        "家里只有老人，走不动，请派人来看看。",
        "院子进水了，牲口还在圈里。",
        "路断了，车出不去。",
        "停电了，家里有病人用制氧机。",
        "屋后山坡掉土，有点害怕。",
        "没有防寒布，果园怎么办？",
        "孩子一个人在家，联系不上大人。",
        "需要柴火和熏烟的料。",
    ];

    public static double Draw(int seed, string address, string question) =>
        Hashes.Share(Hashes.Of(question, Hashes.Of(address, Hashes.Mix((ulong)seed + 1))));

    public static bool IsSilentOfficer(int seed, string userid, double silentShare) => Draw(seed, userid, "silent") < silentShare;

    /// <summary>Half tap within 75 s, nine in ten within about 5 min, nobody after an hour.</summary>
    public static TimeSpan TapDelay(int seed, string userid) => LongTailed(seed, userid, "tap", 75, 1.1, 3, 3600);

    public static int DoorsToMark(int seed, string userid) => 3 + (int)(Draw(seed, userid, "doors") * 8);

    public static TimeSpan DoorDelay(int seed, string userid, int door) =>
        TimeSpan.FromSeconds(20 + (Draw(seed, userid, "door" + door) * 70));

    public static string DoorMark(int seed, string userid, int door) => Draw(seed, userid, "mark" + door) switch
    {
        < 0.5 => "visited",
        < 0.87 => "told",
        _ => "not-found",
    };

    public static TimeSpan ReceiptDelay(int seed, string number) => TimeSpan.FromSeconds(1 + (Draw(seed, number, "receipt") * 19));

    /// <summary>Null = delivered; about 3 % fail.</summary>
    public static string? ReceiptFailure(int seed, string number) => Draw(seed, number, "network") switch
    {
        < 0.015 => "switched-off",
        < 0.024 => "out-of-coverage",
        < 0.03 => "number-not-in-use",
        _ => null,
    };

    public static ResidentHabit Habit(int seed, string number) => Draw(seed, number, "habit") switch
    {
        < 0.60 => ResidentHabit.OpensLink,
        < 0.68 => ResidentHabit.RepliesReceived,
        < 0.682 => ResidentHabit.RepliesHelp,
        _ => ResidentHabit.Nothing,
    };

    public static bool NeedsHelp(int seed, string number) => Draw(seed, number, "help") < 0.006;

    public static string HelpNote(int seed, string number) => HelpNotes[(int)(Draw(seed, number, "note") * HelpNotes.Length)];

    public static TimeSpan AnswerDelay(int seed, string number) => LongTailed(seed, number, "answer", 110, 1.0, 5, 900);

    public static string CallOutcome(int seed, string number) => Draw(seed, number, "ring") switch
    {
        < 0.65 => "answered",
        < 0.87 => "no-answer",
        < 0.95 => "busy",
        _ => "unreachable",
    };

    public static TimeSpan RingDelay(int seed, string number) => TimeSpan.FromSeconds(4 + (Draw(seed, number, "ringing") * 26));

    /// <summary>Seven in ten hear it out; the others hang up somewhere on the way.</summary>
    public static int SecondsListened(int seed, string number, int total) =>
        Draw(seed, number, "listens") < 0.7 ? total : (int)(Draw(seed, number, "hangs-up") * total);

    public static string? KeyPressed(int seed, string number, bool hasHeardAll)
    {
        if (NeedsHelp(seed, number))
            return "2";
        return Draw(seed, number, "key") < (hasHeardAll ? 0.6 : 0.1) ? "1" : null;
    }

    private static TimeSpan LongTailed(int seed, string address, string question, double median, double spread, double least, double most)
    {
        // Box–Muller on two draws gives the normal number of a log-normal delay
        var u = 1 - Draw(seed, address, question);
        var v = Draw(seed, address, question + "'");
        var normal = Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * v);
        return TimeSpan.FromSeconds(Math.Clamp(median * Math.Exp(spread * normal), least, most));
    }
}
