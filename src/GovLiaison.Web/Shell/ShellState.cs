namespace GovLiaison.Web.Shell;

/// <summary>The parts of the console that the navigation leads to, in its order.</summary>
public enum ShellArea { Desk, Alerts, Help, Divisions, Channels, Accounts, Audit }

/// <summary>
/// Who sits at this screen, as the frame shows it: post with its place (带班领导 · 省农业气象中心), the highest division this person sees and
/// what the navigation offers. Hiding is a courtesy; the services decide.
/// </summary>
public sealed record ShellPerson(string Name, string Post, string Scope, IReadOnlySet<ShellArea> Areas);

/// <summary>What the frame round every page shows; one for each circuit, filled at sign-in and by whoever counts.</summary>
public sealed class ShellState
{
    private readonly Dictionary<ShellArea, int> _counts = [];

    public event EventHandler? Changed;

    public ShellPerson? Person { get; private set; }

    /// <summary>A training installation, where everything is hatched.</summary>
    public bool IsTraining { get; private set; }

    /// <summary>Drafts of this person that others gave back to him.</summary>
    public int Returned { get; private set; }

    public int? CountOf(ShellArea area) => _counts.TryGetValue(area, out var count) ? count : null;

    public void Enter(ShellPerson? person, bool isTraining)
    {
        (Person, IsTraining) = (person, isTraining);
        Changed?.Invoke(this, EventArgs.Empty);
    }

    public void SetReturned(int count)
    {
        if (Returned == count)
            return;
        Returned = count;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    public void SetCount(ShellArea area, int? count)
    {
        if (CountOf(area) == count)
            return;
        if (count is { } known)
            _counts[area] = known;
        else
            _counts.Remove(area);
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
