namespace GovLiaison.Web.Reach;

/// <summary>
/// What one page keeps young. A page is loaded with waits in between, and meanwhile may be left or sent elsewhere: only the last
/// load of a page that is still there may keep its subscription, every other one is released at once.
/// </summary>
public sealed class Watching : IDisposable
{
    private IDisposable? _seat;
    private int _turn;
    private bool _isGone;

    /// <summary>Releases what was watched; the answer names this load.</summary>
    public int Begin()
    {
        Release();
        return ++_turn;
    }

    /// <summary>True once the page has gone or is loaded anew: what this load read is not shown any more.</summary>
    public bool IsOver(int turn) => _isGone || turn != _turn;

    public void Set(int turn, IDisposable seat)
    {
        if (IsOver(turn))
        {
            seat.Dispose();
            return;
        }
        Release();
        _seat = seat;
    }

    public void Dispose()
    {
        _isGone = true;
        Release();
    }

    private void Release()
    {
        _seat?.Dispose();
        _seat = null;
    }
}
