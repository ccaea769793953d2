namespace GovLiaison.Common;

/// <summary>Why something may not be done, or not now. The code is stable; the web turns it into a sentence in the user's language.</summary>
/// <param name="Code">A key of RefusalTexts, for instance <c>AlertStale</c>.</param>
/// <param name="Arguments">What the sentence names, in order.</param>
public sealed record Refusal(string Code, params object[] Arguments)
{
    /// <summary>Outside the actor's range: says no more than that nothing is there.</summary>
    public static readonly Refusal NotFound = new("NotFound");

    /// <summary>Visible to the actor, but not his to do.</summary>
    public static readonly Refusal NotPermitted = new("NotPermitted");
}

/// <summary>A value, or the refusal that stands in its place.</summary>
public readonly record struct Result<T>
{
    private readonly T? _value;

    private Result(T? value, Refusal? refusal) => (_value, Refusal) = (value, refusal);

    public Refusal? Refusal { get; }
    public bool IsRefused => Refusal is not null;
    public T Value => Refusal is null ? _value! : throw new InvalidOperationException($"Refused: {Refusal.Code}");

    public static implicit operator Result<T>(T value) => new(value, null);
    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);
}

/// <summary>The value of a result that has nothing to say but yes.</summary>
public readonly record struct Done;
