"""The blocks that contributors may use between ``///`` lines."""

from explainer.markdown.blocks.choose import Choose
from explainer.markdown.blocks.compare import Compare
from explainer.markdown.blocks.components import Answer, Claim, Figure, NextSteps, Unknown
from explainer.markdown.blocks.contact import Contact
from explainer.markdown.blocks.corrections import Corrections
from explainer.markdown.blocks.disagreements import Disagreements
from explainer.markdown.blocks.figures import Outcome, Outcomes, PromptPath
from explainer.markdown.blocks.glossary import Glossary
from explainer.markdown.blocks.hero import Hero
from explainer.markdown.blocks.lab import Frontend, LabFigure, ModelPicture
from explainer.markdown.blocks.later import Later
from explainer.markdown.blocks.letter import PassageCard, PassageFilter
from explainer.markdown.blocks.model import ModelFacts
from explainer.markdown.blocks.modelcard import ModelCard
from explainer.markdown.blocks.myths import Myths
from explainer.markdown.blocks.opendata import OpenData
from explainer.markdown.blocks.openness import Openness, Terms
from explainer.markdown.blocks.run import Script
from explainer.markdown.blocks.sources import AllSources
from explainer.markdown.blocks.threads import Threads
from explainer.markdown.blocks.timechart import TimeChart
from explainer.markdown.blocks.timeline import Timeline

BLOCKS = (
    *(Answer, Claim, Unknown, NextSteps, Figure, Timeline, ModelFacts, AllSources, Glossary, Contact, Hero),
    *(Compare, Choose, Script, Openness, Terms, Later),
    *(Disagreements, Myths, PassageCard, PassageFilter, TimeChart, Outcomes, Outcome, PromptPath, Threads, OpenData),
    Corrections,
    *(Frontend, LabFigure, ModelPicture, ModelCard),
)
