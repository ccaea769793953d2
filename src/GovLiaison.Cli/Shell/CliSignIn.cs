using GovLiaison.Common;
using GovLiaison.Identity;
using GovLiaison.Posts;

namespace GovLiaison.Cli.Shell;

/// <summary>Signs a member of staff in for one call: same lock, same record, same rights as at the console.</summary>
public sealed class CliSignIn(SignInService signIn, ActorQueries actors)
{
    public async Task<Result<Actor>> AsAsync(string login, string password, CancellationToken cancellationToken)
    {
        var session = $"cli:{Guid.CreateVersion7():N}";
        var signedIn = await signIn.SignInAsync(login, password, session, cancellationToken);
        if (signedIn.Refusal is { } refusal) return refusal;
        var actor = await actors.OfSessionAsync(signedIn.Value.AccountId, signedIn.Value.Stamp, session, cancellationToken);
        return actor is null ? IdentityRefusals.SignInWrong : actor;
    }
}
