using System.Security.Cryptography;
using GovLiaison.TrainingGateway.Clock;

namespace GovLiaison.TrainingGateway.WeCom;

/// <summary>Access tokens: the same one inside its 7,200 s, per account.</summary>
internal sealed class WeComTokens(WorldClock world)
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(7200);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (string Token, DateTime Expires)> _byAccount = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Account, DateTime Expires)> _byToken = new(StringComparer.Ordinal);

    public (string Token, int ExpiresIn) Get(string account)
    {
        lock (_gate)
        {
            var now = world.Now;
            if (!_byAccount.TryGetValue(account, out var held) || held.Expires <= now)
            {
                held = (Convert.ToHexString(RandomNumberGenerator.GetBytes(40)), now + Life);
                _byAccount[account] = held;
                // old tokens stay known so that they answer "expired", but not for ever
                if (_byToken.Count > 10_000)
                    _byToken.Clear();
                _byToken[held.Token] = (account, held.Expires);
            }

            return (held.Token, (int)(held.Expires - now).TotalSeconds);
        }
    }

    /// <summary>0 with the account, or 41001, 40014, 42001.</summary>
    public (int Errcode, string Account) Check(string? token)
    {
        if (string.IsNullOrEmpty(token))
            return (41001, "");
        lock (_gate)
        {
            if (!_byToken.TryGetValue(token, out var known))
                return (40014, "");
            return known.Expires <= world.Now ? (42001, "") : (0, known.Account);
        }
    }

    /// <summary>As when WeCom invalidates tokens early.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _byAccount.Clear();
            _byToken.Clear();
        }
    }
}
