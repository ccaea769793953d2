namespace GovLiaison.Tests.SqlServer;

/// <summary>What a server that is not there answers: so many rows to every question, so many rows touched by every change.</summary>
/// <param name="Rows">Rows of every result.</param>
/// <param name="Affected">Rows that every statement without a result says it touched.</param>
/// <param name="AreNull">Columns that may be null are.</param>
/// <param name="State">The value of every enum and small number, so that the ways through a method are walked one by one.</param>
/// <param name="Seed">Not 0: now and then an answer, or one column of it, differs from the others; always the same ones for the same seed.</param>
/// <param name="Command">The place of the answered command in its run.</param>
public sealed record CannedAnswers(int Rows, int Affected, bool AreNull, byte State, int Seed = 0, int Command = 0)
{
    private const int States = 6, Many = 1001;

    /// <summary>The ways that every method is led.</summary>
    public static IReadOnlyList<CannedAnswers> Plain { get; } =
    [
        .. Enumerable.Range(0, States).SelectMany(state => new[] { new CannedAnswers(1, 1, AreNull: false, (byte)state), new CannedAnswers(1, 1, AreNull: true, (byte)state) }),
        new CannedAnswers(0, 0, AreNull: false, 0), new CannedAnswers(0, 1, AreNull: true, 0),
        .. Enumerable.Range(0, States).Select(state => new CannedAnswers(2, 1, AreNull: state == 1, (byte)state)),
        new CannedAnswers(Many, 1, AreNull: false, 0), new CannedAnswers(Many, 1, AreNull: false, 1),
    ];

    /// <summary>Begins as one of the plain ways and strays from it.</summary>
    public static CannedAnswers Seeded(int seed) => Plain[seed % (Plain.Count - 2)] with { Seed = seed };

    /// <summary>The answer to one command of the run.</summary>
    public CannedAnswers To(int command)
    {
        var answer = this with { Command = command };
        return Seed == 0 ? answer : answer with
        {
            Rows = answer.Strays("rows") ? answer.Number("how many") % 4 == 0 ? 2 : 0 : Rows,
            Affected = answer.Strays("affected") ? 1 - Affected : Affected,
            AreNull = answer.Strays("null") ? !AreNull : AreNull,
            State = answer.Strays("state") ? (byte)(answer.Number("which state") % States) : State,
        };
    }

    public bool IsNull(string column) => Strays(column) ? !AreNull : AreNull;

    public byte StateOf(string column) => Strays(column) ? (byte)(Number(column + " state") % States) : State;

    /// <summary>Not negative, the same for the same seed, command and purpose.</summary>
    public int Number(string purpose)
    {
        // string.GetHashCode differs from one process to the next
        var mark = unchecked((uint)(Seed * 1000 + Command));
        foreach (var character in purpose) mark = unchecked((mark ^ character) * 16777619);
        mark = unchecked((mark ^ mark >> 16) * 0x85ebca6b);
        mark = unchecked((mark ^ mark >> 13) * 0xc2b2ae35);
        return (int)((mark ^ mark >> 16) & int.MaxValue);
    }

    private bool Strays(string purpose) => Seed != 0 && Number(purpose) % 4 == 0;
}
