using System.ComponentModel.DataAnnotations;

namespace GovLiaison.TrainingGateway;

/// <summary>Settings of the training gateway, section <c>Gateway</c>; all may be given as <c>--Gateway:Name=value</c>.</summary>
internal sealed class GatewayOptions
{
    public const string Section = "Gateway";

    /// <summary>File that receives one line per accepted item; made when missing. Default <c>training-ledger.jsonl</c> in the working folder.</summary>
    [Required]
    public string Ledger { get; set; } = "training-ledger.jsonl";

    /// <summary>Seed of the people and of every share in the misbehaviours: the same seed gives the same people. Default 1.</summary>
    public int Seed { get; set; } = 1;

    /// <summary><c>training</c> or <c>live</c>: only a label, shown at <c>/</c> and written on every ledger line. Default <c>training</c>.</summary>
    [RegularExpression("^(training|live)$", ErrorMessage = "Gateway:Mode is either training or live.")]
    public string Mode { get; set; } = "training";

    /// <summary>
    /// Root address of the system under training, e.g. <c>http://127.0.0.1:5080</c>. Receipts go there, and people open
    /// every link there, whatever host the link names. Empty (default) = no callbacks and no page visits.
    /// </summary>
    public string CallbackBase { get; set; } = "";

    /// <summary>Shared secret: corpsecret of WeCom, bearer of SMS and voice, key of the callback signature. Required.</summary>
    [Required(ErrorMessage = "Gateway:Secret is missing: give the secret that the endpoints use.")]
    public string Secret { get; set; } = "";

    /// <summary><c>real</c> (default) or <c>stepped</c>: a stepped clock stands still until <c>POST /control/clock</c> moves it.</summary>
    [RegularExpression("^(real|stepped)$", ErrorMessage = "Gateway:Clock is either real or stepped.")]
    public string Clock { get; set; } = "real";

    /// <summary>Whether people and networks react at all: without it nothing follows an accepted item, not even a receipt. Default true.</summary>
    public bool PeopleEnabled { get; set; } = true;

    /// <summary>The agentid that WeCom messages must carry; 0 (default) = any positive number.</summary>
    [Range(0, int.MaxValue)]
    public int AgentId { get; set; }

    /// <summary>Page visits in flight at once, 1–256. Default 32.</summary>
    [Range(1, 256)]
    public int PhonesAtOnce { get; set; } = 32;
}
