namespace GovLiaison.Tests.SqlServer;

/// <summary>What one method said to the database over all its runs.</summary>
internal sealed class MethodCapture
{
    public HashSet<CapturedCommand> Commands { get; } = [];

    /// <summary>At least one run came to its end and was not refused.</summary>
    public bool HasSucceeded { get; private set; }

    /// <summary>The way on which it was last led.</summary>
    public int Seed { get; set; }

    /// <summary>How many ways in a row brought nothing new.</summary>
    public int Quiet { get; set; }

    public SortedSet<string> Refusals { get; } = new(StringComparer.Ordinal);
    public SortedSet<string> Faults { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether one of them was not known yet.</summary>
    public bool Keep(IEnumerable<CapturedCommand> commands)
    {
        var before = Commands.Count;
        Commands.UnionWith(commands);
        return Commands.Count > before;
    }

    public void Ended(Task task)
    {
        var result = task.GetType().GetProperty("Result")?.GetValue(task);
        var refusal = result?.GetType().GetProperty("Refusal")?.GetValue(result);
        if (refusal is null) HasSucceeded = true;
        else Refusals.Add(refusal.ToString()!);
    }

    public void Failed(Exception exception)
    {
        var inner = exception is System.Reflection.TargetInvocationException { InnerException: { } cause } ? cause : exception;
        Faults.Add($"{inner.GetType().Name}: {inner.Message}");
    }
}
