/** Reads a table of pairs, as a name and its sign by turns. */
const pairs = (table: string): [string, string][] => {
  const words = table.trim().split(/\s+/);
  return words.flatMap((name, at): [string, string][] => (at % 2 === 0 ? [[name, words[at + 1] ?? '']] : []));
};

/** The sign of each command that is one, as in `\alpha`. */
export const SIGNS = new Map(
  pairs(`
  alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ
  omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω
  Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
  sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigvee ⋁ bigwedge ⋀
  infty ∞ partial ∂ nabla ∇ forall ∀ exists ∃ nexists ∄ emptyset ∅ varnothing ∅ hbar ℏ ell ℓ Re ℜ Im ℑ aleph ℵ
  neg ¬ lnot ¬ top ⊤ bot ⊥ angle ∠ triangle △ square □ prime ′ dagger † degree ° circ ∘ bullet • star ⋆ ast *
  ldots … dots … cdots ⋯ vdots ⋮ ddots ⋱ dotsc … dotsb ⋯ lbrace { rbrace } lbrack [ rbrack ] langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋
  lceil ⌈ rceil ⌉ lvert | rvert | vert | lVert ‖ rVert ‖ Vert ‖ backslash \\ checkmark ✓ blacksquare ■ qed ∎ pounds £ euro €
  copyright © S § P ¶ surd √ imath ı jmath ȷ wp ℘ complement ∁ natural ♮ sharp ♯ flat ♭ heartsuit ♥ colon :
`),
);

/** The sign of each command that stands between two things, and has a space on both sides. */
export const RELATIONS = new Map(
  pairs(`
  le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ne ≠ neq ≠ lt < gt > ll ≪ gg ≫ approx ≈ equiv ≡ cong ≅ sim ~ simeq ≃ propto ∝ asymp ≍
  in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ subsetneq ⊊ nsubseteq ⊈ cup ∪ cap ∩ setminus ∖ times × div ÷ cdot ·
  pm ± mp ∓ oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙ wedge ∧ land ∧ vee ∨ lor ∨ to → rightarrow → longrightarrow → leftarrow ← gets ← longleftarrow ←
  leftrightarrow ↔ longleftrightarrow ↔ Rightarrow ⇒ Longrightarrow ⇒ implies ⇒ Leftarrow ⇐ Longleftarrow ⇐ impliedby ⇐ Leftrightarrow ⇔
  Longleftrightarrow ⇔ iff ⇔ mapsto ↦ longmapsto ↦ hookrightarrow ↪ uparrow ↑ downarrow ↓ rightleftharpoons ⇌ leadsto ⇝ perp ⊥ parallel ∥
  mid | nmid ∤ vdash ⊢ models ⊨ doteq ≐ triangleq ≜ coloneqq ≔ prec ≺ succ ≻ preceq ⪯ succeq ⪰ therefore ∴ because ∵ bmod mod
`),
);

/** The names of functions, which are read as words. */
export const FUNCTIONS = new Set(
  `sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth log ln lg exp lim limsup liminf max min sup inf arg argmax
  argmin det dim deg gcd lcm ker hom Pr tr rank sgn mod`.split(/\s+/),
);

/** What is put on a letter. */
export const ACCENTS = new Map([
  ['hat', '\u0302'],
  ['widehat', '\u0302'],
  ['bar', '\u0304'],
  ['overline', '\u0305'],
  ['underline', '\u0332'],
  ['tilde', '\u0303'],
  ['widetilde', '\u0303'],
  ['vec', '\u20d7'],
  ['overrightarrow', '\u20d7'],
  ['dot', '\u0307'],
  ['ddot', '\u0308'],
  ['check', '\u030c'],
  ['acute', '\u0301'],
  ['grave', '\u0300'],
  ['breve', '\u0306'],
  ['mathring', '\u030a'],
]);

const SMALL = '0123456789+-=()';

const zip = (from: string, to: string): [string, string][] => {
  const signs = [...to];
  return [...from].map((sign, at) => [sign, signs[at] ?? '']);
};

/** The small raised form of each sign that has one. */
export const RAISED = new Map([
  ...zip(SMALL, '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾'),
  ...zip('abcdefghijklmnoprstuvwxyz', 'ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ'),
  ...zip('ABDEGHIJKLMNOPRTUVW', 'ᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ'),
  ...zip('αβγδθφχ∘*′°†', 'ᵅᵝᵞᵟᶿᵠᵡ°*′°†'),
]);

/** The small lowered form of each sign that has one. */
export const LOWERED = new Map([
  ...zip(SMALL, '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎'),
  ...zip('aehijklmnoprstuvx', 'ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ'),
  ...zip('βγρφχ', 'ᵦᵧᵨᵩᵪ'),
]);

/** The letters of the blackboard that have signs of their own plane. */
export const BLACKBOARD = new Map(zip('CHNPQRZ', 'ℂℍℕℙℚℝℤ'));
